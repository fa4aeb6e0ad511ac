import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { allDone, builtPage, pick, ready } from './open-page.ts';

const built = builtPage();

function overlayPixels(page: Page): Promise<string> {
  return page.locator('.player__overlay').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return Array.from(data).join();
  });
}

function currentTime(page: Page): Promise<number> {
  return page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
}

async function shownAt(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction((wanted) => {
    const video = document.querySelector('video');
    const text = document.querySelector('.transport__time')?.textContent ?? '';
    return video !== null && !video.seeking && Math.abs(video.currentTime - wanted) < 0.05 && text !== '';
  }, seconds);
}

test('the heatmap follows the playhead, the curve and the keys move it', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4');
  await page.locator('.verdict').waitFor();
  const atStart = await overlayPixels(page);
  expect(new Set(atStart.split(',')).size).toBeGreaterThan(10);

  const slider = page.getByRole('slider', { name: messages.curve.slider });
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The curve is not shown.');
  await slider.click({ position: { x: box.width * 0.8, y: box.height / 2 } });
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 1.8);
  expect(await currentTime(page)).toBeLessThan(2.8);
  await expect.poll(() => overlayPixels(page)).not.toBe(atStart);
  expect(await slider.getAttribute('aria-valuetext')).toMatch(/^0:02\.\d, MOS [1-5]\.\d, \w+$/);

  await page.keyboard.press('Home');
  await shownAt(page, 0);
  await page.keyboard.press('ArrowRight');
  await shownAt(page, 1);

  // Elsewhere the arrows move a second, and comma and full stop a frame.
  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('.');
  await page.waitForFunction(() => Math.abs((document.querySelector('video')?.currentTime ?? 0) - 1.06) < 0.011);
  await page.keyboard.press(',');
  await page.waitForFunction(() => Math.abs((document.querySelector('video')?.currentTime ?? 0) - 1.02) < 0.011);
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: messages.player.pause, exact: true }).waitFor();
  await page.keyboard.press(' ');
  await page.getByRole('button', { name: messages.player.play, exact: true }).waitFor();
  await page.context().close();
});

test('overlay: opacity, colours, the other map, off', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4');
  await page.locator('.verdict').waitFor();
  const first = await overlayPixels(page);
  await page.getByLabel(messages.overlay.colours).selectOption('viridis');
  const viridis = await overlayPixels(page);
  expect(viridis).not.toBe(first);
  await page.getByLabel(messages.overlay.opacity).fill('20');
  expect(await overlayPixels(page)).not.toBe(viridis);
  await page.getByLabel(messages.overlay.cells).check({ force: true });
  await expect.poll(() => overlayPixels(page)).not.toBe(viridis);
  await page.getByLabel(messages.overlay.off, { exact: true }).check({ force: true });
  expect(await page.locator('.player__overlay').isVisible()).toBe(false);

  await page.reload();
  await pick(page, 'h264.mp4');
  await page.locator('.verdict').waitFor();
  expect(await page.getByLabel(messages.overlay.off, { exact: true }).isChecked()).toBe(true);
  await page.context().close();
});

test('timestamps that start late: the curve and the picture still agree', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'offset.mkv');
  await page.locator('.verdict').waitFor();
  const slider = page.getByRole('slider', { name: messages.curve.slider });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('.transport__time')?.textContent.startsWith('0:01.0') === true && document.querySelector('video')?.seeking === false);
  expect(await slider.getAttribute('aria-valuenow')).toBe('1.00');
  await page.context().close();
});

test('a container that the browser cannot play is still scored and says so', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mpegts');
  await page.locator('.verdict').waitFor();
  expect(await page.locator('.player__message').textContent()).toBe(messages.player.cannotPlay);
  expect(await page.getByRole('slider', { name: messages.curve.slider }).isVisible()).toBe(true);
  await page.context().close();
});

test('the curve as a table, and the table of files by keyboard', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4', 'vp9.webm');
  await allDone(page, 2);
  await page.getByText(messages.curve.asTable).click();
  const rows = page.locator('.chunk-table tbody tr');
  await expect.poll(() => rows.count()).toBe(3);
  await rows.nth(2).getByRole('button').click();
  await shownAt(page, 2);

  await page.getByRole('button', { name: messages.files.select('h264.mp4') }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: 'vp9.webm' }).waitFor();
  expect(await page.getByRole('button', { name: messages.files.select('vp9.webm') }).getAttribute('aria-current')).toBe('true');
  await page.context().close();
});

test('nothing sticks out at phone width', async () => {
  const { page } = await built.open();
  await page.setViewportSize({ width: 390, height: 844 });
  await ready(page);
  const overflow = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await pick(page, 'h264.mp4', 'text.mp4', 'portrait.mp4');
  await allDone(page, 3);
  expect(await overflow()).toBe(0);
  for (const name of [/Open the model card/, messages.header.settings, messages.header.help]) {
    await page.getByRole('button', { name }).click();
    expect(await page.locator('dialog[open]').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
  await page.context().close();
});
