import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { allDone, builtPage, ready } from './open-page.ts';
import { pinch } from './pinch.ts';

const built = builtPage();
const { compare } = messages;

/** Encodes of one clip under names that say so, and what they are on disk. */
const ENCODES = { 'river-h264.mov': 'h264.mov', 'river_vp9_crf30.webm': 'vp9.webm', 'river-180p.webm': 'half-size.webm' } as const;

async function openComparison(page: Page): Promise<void> {
  await ready(page);
  const files = await Promise.all(Object.entries(ENCODES).map(async ([name, media]) => ({ name, mimeType: '', buffer: await readFile(mediaPath(media)) })));
  await page.locator('.file-picker').setInputFiles(files);
  await allDone(page, 3);
  await page.locator('.files').getByRole('button', { name: compare.open, exact: true }).click();
  await page.getByRole('heading', { name: compare.heading, exact: true }).waitFor();
}

/** Times of both videos, as soon as neither is on its way. */
async function settledTimes(page: Page): Promise<number[]> {
  await page.waitForFunction(() => {
    const videos = [...document.querySelectorAll<HTMLVideoElement>('.compare video')];
    return videos.length === 2 && videos.every((video) => video.readyState >= 2 && !video.seeking);
  });
  return page.locator('.compare video').evaluateAll((videos) => videos.map((video) => (video as HTMLVideoElement).currentTime));
}

async function bothAt(page: Page, seconds: number): Promise<void> {
  await expect.poll(async () => (await settledTimes(page)).map((time) => Number(time.toFixed(3))), { timeout: 20_000 }).toEqual([seconds, seconds]);
}

test('two videos stand on the same frame: curve, frame steps, playing and pausing', async () => {
  const { page } = await built.open();
  await openComparison(page);
  await page.locator('.compare__stage[data-ready="true"]').waitFor();
  const curve = page.getByRole('slider', { name: compare.curvesLabel });
  await curve.focus();
  await page.keyboard.press('ArrowRight');
  await bothAt(page, 1);
  await expect.poll(() => curve.getAttribute('aria-valuetext')).toMatch(/^0:01\.0, A [1-5]\.\d, B [1-5]\.\d$/);
  await page.keyboard.press('PageDown');
  await bothAt(page, 0);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowLeft');
  await bothAt(page, 0);
  await page.keyboard.press('ArrowRight');
  await bothAt(page, 1);
  await curve.blur();
  await page.getByRole('button', { name: messages.player.forward }).last().click();
  await bothAt(page, 1.06);
  await page.keyboard.press('.');
  await bothAt(page, 1.1);
  await page.keyboard.press(',');
  await bothAt(page, 1.06);

  await page.getByRole('button', { name: messages.player.play, exact: true }).last().click();
  await page.waitForFunction(() => [...document.querySelectorAll<HTMLVideoElement>('.compare video')].every(({ currentTime }) => currentTime > 1.3));
  await page.getByRole('button', { name: messages.player.pause, exact: true }).click();
  await expect
    .poll(async () => {
      const [a = 0, b = 1] = await settledTimes(page);
      return Math.abs(a - b);
    })
    .toBeLessThan(0.001);
  await page.context().close();
});

test('split, flicker, swap, the verdict and the plot of rate and quality', async () => {
  const { page } = await built.open();
  await openComparison(page);
  const chosen = page.getByRole('combobox', { name: compare.fileB, exact: true });
  await chosen.selectOption('river-180p.webm');

  // Different sizes fill the same box.
  await page.getByLabel(compare.split, { exact: true }).check({ force: true });
  const boxes = await page.locator('.compare video').evaluateAll((videos) => videos.map((video) => JSON.stringify(video.getBoundingClientRect())));
  expect(boxes[0]).toBe(boxes[1]);
  const splitAt = (): Promise<string> => page.locator('.compare__pane--b').evaluate((pane) => getComputedStyle(pane).clipPath);
  await page.getByRole('slider', { name: compare.splitAt }).fill('25');
  expect(await splitAt()).toBe('inset(0px 0px 0px 25%)');
  const stage = await page.locator('.compare__pictures').boundingBox();
  if (stage === null) throw new Error('The pictures are not shown.');
  const [x, y] = [stage.x + stage.width / 4, stage.y + stage.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + stage.width / 4, y, { steps: 3 });
  await page.mouse.up();
  await expect.poll(splitAt).toBe('inset(0px 0px 0px 50%)');

  // Both pictures are enlarged and moved together, by keys, wheel and dragging; the line stays where it is.
  const places = (): Promise<string[]> =>
    page.locator('.compare__media').evaluateAll((all) => all.map((each) => ['x', 'y', 'width', 'height'].map((side) => Math.round(each.getBoundingClientRect()[side as 'x'])).join(' ')));
  const whole = await places();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('+');
  const factor = page.locator('.compare .zoom-controls__factor');
  await expect.poll(() => factor.textContent()).toBe('2×');
  await page.mouse.move(stage.x + stage.width * 0.75, y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -240);
  await page.keyboard.up('Control');
  await expect.poll(() => factor.textContent()).toBe('4×');
  const enlarged = await places();
  expect(enlarged[0]).toBe(enlarged[1]);
  await page.mouse.down();
  await page.mouse.move(stage.x + stage.width * 0.7, y, { steps: 3 });
  await page.mouse.up();
  await expect.poll(places).not.toEqual(enlarged);
  const moved = await places();
  expect(moved[0]).toBe(moved[1]);
  expect(await splitAt()).toBe('inset(0px 0px 0px 50%)');
  expect(await page.locator('.compare__media').first().evaluate((video) => getComputedStyle(video).imageRendering)).toBe('pixelated');
  await page.keyboard.press('0');
  await expect.poll(places).toEqual(whole);
  await page.keyboard.press('3');
  expect(await page.locator('.compare__pane--b').isVisible()).toBe(false);
  await page.keyboard.press('x');
  await page.getByText(compare.shown('B')).waitFor();
  expect(await page.locator('.compare__pane--a').isVisible()).toBe(false);
  // Without the wish for less motion it switches by itself; stopping it is one click.
  await page.getByLabel(compare.automatic).check();
  await page.getByText(compare.shown('A')).waitFor();
  await page.getByLabel(compare.automatic).uncheck();

  const difference = await page.locator('.compare__signed').textContent();
  expect(difference).toMatch(/^[+−]?\d\.\d\d MOS$/);
  expect(Object.values(compare.verdicts)).toContain(await page.locator('.compare__words').textContent());
  const mos = (await page.locator('.compare__mos').allTextContents()).map(Number);
  expect(Math.abs((mos[1] ?? 0) - (mos[0] ?? 0))).toBeCloseTo(Number(difference?.replace(/[^\d.]/g, '')), 1);
  await page.getByRole('button', { name: compare.swap }).click();
  expect(await page.getByRole('combobox', { name: compare.fileA }).evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)).toBe('river-180p.webm');
  const turned = await page.locator('.compare__signed').textContent();
  expect(turned?.replace(/^[+−]/, '')).toBe(difference?.replace(/^[+−]/, ''));
  if (difference !== '0.00 MOS') expect(turned?.[0]).not.toBe(difference?.[0]);

  const rows = page.locator('.compare__ladder tbody tr');
  expect(await rows.count()).toBe(3);
  expect(await rows.first().locator('th').textContent()).toContain('river-180p.webm');
  // Their names tell that they are encodes of one source. The smallest rate always lies on the hull.
  expect(await page.locator('.compare__ladder input:checked').count()).toBe(3);
  expect(await rows.first().locator('td').last().textContent()).toBe(compare.yes);
  await page.getByLabel(compare.take('river-180p.webm')).uncheck();
  expect(await rows.first().locator('td').last().textContent()).toBe('');
  await page.locator('.compare').getByText(messages.curve.asTable).click();
  // The table is made when it is opened, a moment after the click.
  const tableRows = page.locator('.compare .chunk-table tbody tr');
  await tableRows.first().waitFor();
  expect(await tableRows.count()).toBe(2);
  await page.keyboard.press('Escape');
  await page.locator('dialog.compare[open]').waitFor({ state: 'detached' });
  await page.context().close();
});

test('the comparison at phone width', async () => {
  const { page } = await built.open();
  await page.setViewportSize({ width: 390, height: 844 });
  await openComparison(page);
  await page.locator('.compare__stage[data-ready="true"]').waitFor();
  // Two fingers enlarge both pictures, each around the same place.
  const [upper, lower] = await page.locator('.compare__pane').all();
  const box = await upper?.boundingBox();
  if (box == null) throw new Error('The pictures are not shown.');
  await pinch(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, 40, 120);
  await expect.poll(() => page.locator('.compare .zoom-controls__factor').textContent()).toBe('3×');
  const transform = (of: typeof upper) => of?.locator('.compare__media').evaluate((video) => getComputedStyle(video).transform);
  expect(await transform(upper)).toMatch(/^matrix\(3, 0, 0, 3,/);
  expect(await transform(lower)).toBe(await transform(upper));
  for (const mode of [compare.side, compare.split, compare.flicker]) {
    await page.getByLabel(mode, { exact: true }).check({ force: true });
    expect(await page.locator('dialog.compare').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
  }
  await page.getByRole('button', { name: compare.close }).click();
  await page.locator('dialog.compare[open]').waitFor({ state: 'detached' });
  await page.context().close();
});
