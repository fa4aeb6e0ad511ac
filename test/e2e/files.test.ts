import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { allDone, builtPage, pick, ready, row } from './open-page.ts';

const built = builtPage();

function names(page: Page): Promise<string[]> {
  return page.locator('.files tbody tr[data-line]').evaluateAll((rows) => rows.map((each) => each.querySelector('.files__pick')?.getAttribute('title') ?? each.querySelector('.files__source')?.textContent ?? ''));
}

/** Hands over copies of a clip under other names. */
async function pickAs(page: Page, ...wanted: readonly string[]): Promise<void> {
  const buffer = await readFile(mediaPath('tiny.mp4'));
  await page.locator('.file-picker').setInputFiles(wanted.map((name) => ({ name, mimeType: name.endsWith('.txt') ? 'text/plain' : 'video/mp4', buffer: name.endsWith('.txt') ? Buffer.from('no video') : buffer })));
}

for (const [size, viewport] of [['desktop', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]] as const) {
  test(`${size}: the queue is paused, put in another order by keys and buttons, and goes on in that order`, async () => {
    const { page } = await built.open();
    await page.setViewportSize(viewport);
    // Not waiting for the model: the first file waits for it, so there is time for the rest.
    await pick(page, 'h264.mp4', 'short.mp4', 'tiny.mp4', 'portrait.mp4');
    await page.getByRole('button', { name: messages.files.pause, exact: true }).click();
    await row(page, 'portrait.mp4').getByRole('button', { name: messages.files.select('portrait.mp4') }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => names(page)).toEqual(['h264.mp4', 'short.mp4', 'portrait.mp4', 'tiny.mp4']);
    await page.getByText(messages.files.moved('portrait.mp4', 3, 4)).waitFor({ state: 'attached' });
    expect(await row(page, 'portrait.mp4').locator('.files__pick').evaluate((button) => button === document.activeElement)).toBe(true);
    await row(page, 'tiny.mp4').getByRole('button', { name: messages.files.up('tiny.mp4') }).click();
    await expect.poll(() => names(page)).toEqual(['h264.mp4', 'short.mp4', 'tiny.mp4', 'portrait.mp4']);
    await row(page, 'short.mp4').getByRole('button', { name: messages.files.down('short.mp4') }).click();
    const order = ['h264.mp4', 'tiny.mp4', 'short.mp4', 'portrait.mp4'];
    await expect.poll(() => names(page)).toEqual(order);
    await ready(page);
    await page.locator('.files__count', { hasText: '1 of 4 done' }).waitFor();
    await row(page, 'tiny.mp4').locator('.files__pick').click();
    await page.locator('.score-panel').getByText(messages.files.paused).waitFor();
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { scoredInTurn: seen });
      new MutationObserver(() => {
        for (const each of document.querySelectorAll('.files tbody tr')) {
          const name = each.querySelector('.files__pick')?.getAttribute('title') ?? '';
          if (each.querySelector('.files__number') !== null && !seen.includes(name)) seen.push(name);
        }
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await page.getByRole('button', { name: messages.files.resume, exact: true }).click();
    await allDone(page, 4);
    expect(await page.evaluate(() => (window as unknown as { scoredInTurn: string[] }).scoredInTurn)).toEqual(order);
    await page.context().close();
  });

  test(`${size}: files are found by name, status and score, and failed ones are scored again together`, async () => {
    const { page } = await built.open();
    await page.setViewportSize(viewport);
    await pickAs(page, 'river-720p.mp4', 'river-360p.mp4', 'night.mp4', 'notes.txt', 'more.txt');
    await allDone(page, 5);
    const search = page.getByRole('search', { name: messages.files.filter });
    await search.getByLabel(messages.files.filterText).fill('river 36');
    expect(await names(page)).toEqual(['river-360p.mp4']);
    await page.getByText(messages.files.shown(1, 5)).waitFor();
    await search.getByRole('button', { name: messages.files.showAll }).click();
    expect(await names(page)).toHaveLength(5);
    await search.getByLabel(messages.files.highest).fill('1');
    expect(await names(page)).toEqual([]);
    await page.getByText(messages.files.noMatch).waitFor();
    await search.getByLabel(messages.files.highest).fill('5');
    await expect.poll(() => names(page)).toEqual(['river-720p.mp4', 'river-360p.mp4', 'night.mp4']);
    await search.getByLabel(messages.files.highest).fill('');
    await search.getByLabel(messages.files.filterStatus).selectOption('failed');
    expect(await names(page)).toEqual(['notes.txt', 'more.txt']);
    await search.getByRole('button', { name: messages.files.again(2) }).click();
    // They fail again and so come back.
    await allDone(page, 5);
    await expect.poll(() => names(page)).toEqual(['notes.txt', 'more.txt']);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.context().close();
  });

  test(`${size}: encodes of one source stand together, and groups open and close by keys`, async () => {
    const { page } = await built.open();
    await page.setViewportSize(viewport);
    await pickAs(page, 'river-720p.mp4', 'night.mp4', 'River_crf35_vp9.mp4', 'river-take2-360p.mp4');
    await allDone(page, 4);
    await page.getByLabel(messages.files.group).check();
    expect(await names(page)).toEqual(['river', 'river-720p.mp4', 'River_crf35_vp9.mp4', 'night.mp4', 'river-take2-360p.mp4']);
    await page.getByLabel(messages.files.ignore).fill('take*');
    expect(await names(page)).toEqual(['river', 'river-720p.mp4', 'River_crf35_vp9.mp4', 'river-take2-360p.mp4', 'night.mp4']);
    const head = page.getByRole('button', { name: messages.files.fold('river', 3) });
    expect(await page.locator('.files__group .files__mos').textContent()).toMatch(/^[1-5]\.\d\d–[1-5]\.\d\d$/);
    await head.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => names(page)).toEqual(['river', 'night.mp4']);
    expect(await head.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'river-720p.mp4' }).waitFor();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'night.mp4' }).waitFor();
    await page.keyboard.press('Delete');
    await expect.poll(() => names(page)).toEqual(['river', 'river-720p.mp4', 'River_crf35_vp9.mp4', 'river-take2-360p.mp4']);
    await page.reload();
    await pickAs(page, 'a-720p.mp4', 'a-360p.mp4');
    expect(await names(page)).toEqual(['a', 'a-720p.mp4', 'a-360p.mp4']);
    await page.context().close();
  });
}

test('a waiting file is dragged to another place', async () => {
  const { page } = await built.open();
  await pick(page, 'h264.mp4', 'short.mp4', 'tiny.mp4', 'portrait.mp4');
  await page.getByRole('button', { name: messages.files.pause, exact: true }).click();
  await row(page, 'portrait.mp4').locator('.files__size').dragTo(row(page, 'short.mp4').locator('.files__size'), { targetPosition: { x: 20, y: 4 } });
  await expect.poll(() => names(page)).toEqual(['h264.mp4', 'portrait.mp4', 'short.mp4', 'tiny.mp4']);
  await page.context().close();
});

test('five hundred files: only what is seen is in the page, keys reach every one, and sorting shows the first', async () => {
  const { page } = await built.open();
  // No bytes of a video: each fails at once, and the table has as much to do as with scores.
  await pickAs(page, ...Array.from({ length: 500 }, (_, i) => `file ${i + 1}.txt`));
  await allDone(page, 500);
  expect((await names(page)).length).toBeLessThan(80);
  const table = page.locator('.files table');
  expect(await table.getAttribute('aria-rowcount')).toBe('501');
  await page.getByRole('button', { name: messages.files.select('file 1.txt') }).focus();
  await page.keyboard.press('End');
  const last = page.getByRole('button', { name: messages.files.select('file 500.txt') });
  await last.waitFor();
  await expect.poll(() => last.evaluate((button) => button === document.activeElement)).toBe(true);
  expect(await row(page, 'file 500.txt').getAttribute('aria-rowindex')).toBe('501');
  await page.keyboard.press('PageUp');
  await page.getByRole('heading', { name: 'file 490.txt' }).waitFor();
  // Scrolled out of sight, the line with the focus stays.
  await page.locator('.files__scroll').evaluate((box) => box.scrollTo(0, 0));
  await page.getByRole('button', { name: messages.files.select('file 2.txt') }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: 'file 491.txt' }).waitFor();
  await page.locator('.files__name .files__sort').click();
  await expect.poll(async () => (await names(page))[0]).toBe('file 1.txt');
  await page.locator('.files__name .files__sort').click();
  await expect.poll(async () => (await names(page))[0]).toBe('file 500.txt');
  await page.context().close();
});
