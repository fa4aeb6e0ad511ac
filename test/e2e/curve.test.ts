import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { allDone, builtPage, pick, ready } from './open-page.ts';
import { pinch } from './pinch.ts';

const built = builtPage();
const VIEWPORTS = [['desktop', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]] as const;

async function scored(viewport: { width: number; height: number }): Promise<Page> {
  const { page } = await built.open();
  await page.setViewportSize(viewport);
  await ready(page);
  await pick(page, 'h264.mp4');
  await page.locator('.verdict').waitFor();
  return page;
}

for (const [size, viewport] of VIEWPORTS) {
  test(`${size}: the curve is zoomed and panned by keys, buttons and wheel, and follows the playhead`, async () => {
    const page = await scored(viewport);
    const slider = page.getByRole('slider', { name: messages.curve.slider });
    const shown = page.locator('.curve__window');
    await slider.focus();
    await page.keyboard.press('+');
    await expect.poll(() => shown.textContent()).toBe(messages.curve.window('0:00', '0:02'));
    await page.keyboard.press('End');
    await expect.poll(() => shown.textContent()).toBe(messages.curve.window('0:00', '0:02'));
    await page.getByRole('button', { name: messages.curve.later }).click();
    await expect.poll(() => shown.textContent()).toBe(messages.curve.window('0:01', '0:03'));
    expect(await page.getByRole('button', { name: messages.curve.later }).isDisabled()).toBe(true);
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => shown.textContent()).toBe(messages.curve.window('0:00', '0:02'));
    await page.keyboard.press('0');
    await expect.poll(() => shown.count()).toBe(0);
    await page.getByRole('button', { name: messages.curve.zoomIn }).click();
    await expect.poll(() => shown.count()).toBe(1);
    await page.getByRole('button', { name: messages.curve.zoomWhole }).click();
    await expect.poll(() => shown.count()).toBe(0);
    // The wheel with Ctrl, as a pinch on a track pad sends it, around the pointer: the end stays in its place.
    const box = await slider.boundingBox();
    if (box === null) throw new Error('The curve is not shown.');
    await page.mouse.move(box.x + box.width - 4, box.y + box.height / 2);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await expect.poll(() => shown.textContent()).toBe(messages.curve.window('0:01', '0:03'));
    await page.mouse.wheel(-400, 0);
    await expect.poll(() => shown.textContent()).toBe(messages.curve.window('0:00', '0:02'));
    // Two fingers: together the whole video, apart a part of it around them.
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await pinch(page, middle, 200, 40);
    await expect.poll(() => shown.count()).toBe(0);
    await pinch(page, { ...middle, x: box.x + box.width - 70 }, 40, 120);
    await expect.poll(() => shown.textContent()).toBe(messages.curve.window('0:01', '0:03'));
    await page.context().close();
  });

  test(`${size}: thresholds count, are changed, stay for the next visit and go`, async () => {
    const page = await scored(viewport);
    const group = page.getByRole('group', { name: messages.curve.thresholds });
    await group.getByLabel(messages.curve.newThreshold).fill('5');
    await group.getByRole('button', { name: messages.curve.addThreshold }).click();
    await group.getByText(messages.curve.below(3, 3, 1)).waitFor();
    await group.getByLabel(messages.curve.newThreshold).fill('1');
    await group.getByRole('button', { name: messages.curve.addThreshold }).click();
    await group.getByText(messages.curve.below(0, 3, 0)).waitFor();
    await group.getByLabel(messages.curve.threshold('5.00'), { exact: true }).fill('4.8');
    // Dragged in the curve to its middle; a click on a line is the curve's.
    const grip = page.locator('.threshold-line__grip').first();
    const [from, to] = [await grip.boundingBox(), await page.locator('.threshold-line__grip').last().boundingBox()];
    if (from === null || to === null) throw new Error('The thresholds are not in the curve.');
    const [x, bottom] = [from.x + from.width / 2, to.y + to.height / 2];
    // The lines lie at 4.8 and 1, so half a MOS is this many px.
    const half = (bottom - (from.y + from.height / 2)) / 7.6;
    await page.mouse.move(x, bottom - 7.6 * half);
    await page.mouse.down();
    await page.mouse.move(x, bottom - 4 * half, { steps: 5 });
    await page.mouse.up();
    await group.getByLabel(messages.curve.threshold('3.00'), { exact: true }).waitFor();
    await page.mouse.click(x, bottom - 4 * half);
    await expect.poll(() => page.getByRole('slider', { name: messages.curve.slider }).getAttribute('aria-valuetext')).toMatch(/^0:(?:02\.[5-9]|03\.0)/);
    await page.reload();
    await ready(page);
    await pick(page, 'h264.mp4');
    await page.locator('.verdict').waitFor();
    expect(await group.getByLabel(messages.curve.threshold('3.00'), { exact: true }).inputValue()).toBe('3');
    await group.getByRole('button', { name: messages.curve.removeThreshold('3.00') }).click();
    await group.getByRole('button', { name: messages.curve.removeThreshold('1.00') }).click();
    expect(await group.getByRole('listitem').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.context().close();
  });

  test(`${size}: how scores are spread, over the chunks and over all files`, async () => {
    const { page } = await built.open();
    await page.setViewportSize(viewport);
    await pick(page, 'h264.mp4', 'tiny.mp4');
    await allDone(page, 2);
    await page.getByText(messages.curve.distribution, { exact: true }).first().click();
    const counts = (): Promise<number> => page.locator('.distribution tbody td:nth-child(2)').evaluateAll((cells) => cells.reduce((sum, cell) => sum + Number(cell.textContent), 0));
    expect(await counts()).toBe(3);
    expect(await page.locator('.distribution tbody tr').last().locator('td').last().textContent()).toBe('100%');
    await page.getByLabel(messages.curve.ofFiles).check({ force: true });
    await expect.poll(counts).toBe(2);
    await page.getByRole('img', { name: messages.curve.distributionOf(messages.curve.ofFiles, 2) }).waitFor();
    await page.context().close();
  });
}

test('hovering shows the frame of that moment, also of a file that only the decoder can read', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mpegts');
  await page.locator('.verdict').waitFor();
  const slider = page.getByRole('slider', { name: messages.curve.slider });
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The curve is not shown.');
  const thumbnail = page.locator('.curve__thumbnail');
  const pixels = (): Promise<string> => thumbnail.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await expect.poll(() => thumbnail.getAttribute('data-time')).toMatch(/^0\.[0-9]/);
  const early = await pixels();
  expect(await thumbnail.evaluate((canvas: HTMLCanvasElement) => [canvas.width, canvas.height])).toEqual([192, 108]);
  await page.mouse.move(box.x + box.width * 0.9, box.y + 40);
  await expect.poll(() => thumbnail.getAttribute('data-time')).toMatch(/^1\.[5-9]/);
  expect(await pixels()).not.toBe(early);
  await page.mouse.move(5, 5);
  await expect.poll(() => thumbnail.count()).toBe(0);
  await page.context().close();
});

test('worst moments are listed and jumped to', async () => {
  const { page } = await built.open();
  await ready(page);
  // The sample clip is compressed to pieces from second 3 to second 5.
  await page.getByRole('button', { name: messages.empty.sample }).click();
  await page.locator('.verdict').waitFor();
  const first = page.getByRole('list', { name: messages.curve.moments }).getByRole('button').first();
  expect(await first.textContent()).toMatch(/^[1-5]\.\d \w+0:03\.0–0:05\.0$/);
  await first.click();
  await page.waitForFunction(() => {
    const time = document.querySelector('video')?.currentTime ?? 0;
    return time >= 2.99 && time < 3.1;
  });
  await page.context().close();
});
