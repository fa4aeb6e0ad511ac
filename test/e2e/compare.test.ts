import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { allDone, builtPage, pick, ready } from './open-page.ts';

const built = builtPage();
const { compare } = messages;

async function openComparison(page: Page): Promise<void> {
  await ready(page);
  await pick(page, 'h264.mov', 'vp9.webm', 'half-size.webm');
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
  await chosen.selectOption('half-size.webm');

  // Different sizes fill the same box.
  await page.getByLabel(compare.split, { exact: true }).check({ force: true });
  const boxes = await page.locator('.compare video').evaluateAll((videos) => videos.map((video) => JSON.stringify(video.getBoundingClientRect())));
  expect(boxes[0]).toBe(boxes[1]);
  await page.getByRole('slider', { name: compare.splitAt }).fill('25');
  expect(await page.locator('.compare__pane--b').evaluate((pane) => getComputedStyle(pane).clipPath)).toBe('inset(0px 0px 0px 25%)');
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
  expect(await page.getByRole('combobox', { name: compare.fileA }).evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)).toBe('half-size.webm');
  const turned = await page.locator('.compare__signed').textContent();
  expect(turned?.replace(/^[+−]/, '')).toBe(difference?.replace(/^[+−]/, ''));
  if (difference !== '0.00 MOS') expect(turned?.[0]).not.toBe(difference?.[0]);

  const rows = page.locator('.compare__ladder tbody tr');
  expect(await rows.count()).toBe(3);
  expect(await rows.first().locator('th').textContent()).toContain('half-size.webm');
  // The smallest rate always lies on the hull.
  expect(await rows.first().locator('td').last().textContent()).toBe(compare.yes);
  await page.getByLabel(compare.take('half-size.webm')).uncheck();
  expect(await rows.first().locator('td').last().textContent()).toBe('');
  await page.locator('.compare').getByText(compare.asTable).click();
  // The table is made when it is opened, a moment after the click.
  const tableRows = page.locator('.compare__table tbody tr');
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
  for (const mode of [compare.side, compare.split, compare.flicker]) {
    await page.getByLabel(mode, { exact: true }).check({ force: true });
    expect(await page.locator('dialog.compare').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
  }
  await page.getByRole('button', { name: compare.close }).click();
  await page.locator('dialog.compare[open]').waitFor({ state: 'detached' });
  await page.context().close();
});
