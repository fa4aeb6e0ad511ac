import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { builtPage, pick, ready } from './open-page.ts';
import { pinch } from './pinch.ts';
import type { MediaName } from '../fixtures/media-path.ts';

const built = builtPage();

async function scored(viewport: { width: number; height: number }, name: MediaName = 'h264.mp4'): Promise<Page> {
  const { page } = await built.open();
  await page.setViewportSize(viewport);
  await ready(page);
  await pick(page, name);
  await page.locator('.verdict').waitFor();
  return page;
}

/** Where video, heatmap and squares lie on the screen. */
function boxes(page: Page): Promise<string[]> {
  return page.locator('.player__media, canvas.player__overlay, .fragment-grid').evaluateAll((parts) =>
    parts.map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(' ');
    }),
  );
}

for (const [size, viewport] of [['desktop', { width: 1440, height: 900 }], ['phone', { width: 390, height: 844 }]] as const) {
  test(`${size}: the picture is enlarged to its pixels and moved, and the overlays stay on it`, async () => {
    const page = await scored(viewport);
    await page.getByLabel(messages.overlay.fragments).check();
    const whole = await boxes(page);
    expect(whole).toHaveLength(3);
    expect(new Set(whole).size).toBe(1);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (const key of ['+', '+', '+']) await page.keyboard.press(key);
    const factor = page.locator('.zoom-controls__factor');
    await expect.poll(() => factor.textContent()).toBe('8×');
    const enlarged = await boxes(page);
    expect(new Set(enlarged).size).toBe(1);
    expect(Number(enlarged[0]?.split(' ')[2]) / Number(whole[0]?.split(' ')[2])).toBeCloseTo(8, 1);
    expect(await page.locator('video').evaluate((video) => getComputedStyle(video).imageRendering)).toBe('pixelated');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => boxes(page)).not.toEqual(enlarged);
    const moved = await boxes(page);
    expect(new Set(moved).size).toBe(1);

    // Dragging moves it too, and does not count as a click that plays.
    const stage = await page.locator('.player__stage').boundingBox();
    if (stage === null) throw new Error('The player is not shown.');
    const [x, y] = [stage.x + stage.width / 2, stage.y + stage.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y - 30, { steps: 4 });
    await page.mouse.up();
    const [left = 0, top = 0] = (moved[0] ?? '').split(' ').map(Number);
    await expect.poll(async () => (await boxes(page))[0]?.split(' ').slice(0, 2).map(Number)).toEqual([left - 60, top - 30]);
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(true);

    await page.keyboard.press('0');
    await expect.poll(() => boxes(page)).toEqual(whole);
    await page.getByRole('button', { name: messages.player.zoomIn }).click();
    await expect.poll(() => factor.textContent()).toBe('2×');
    await factor.click();
    await page.mouse.move(stage.x + stage.width / 4, y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -240);
    await page.keyboard.up('Control');
    await expect.poll(() => factor.textContent()).toBe('2×');
    await page.getByRole('button', { name: messages.player.zoomOut }).click();
    await expect.poll(() => boxes(page)).toEqual(whole);
    await pinch(page, { x, y }, 40, 160);
    await expect.poll(() => factor.textContent()).toBe('4×');
    expect(new Set(await boxes(page)).size).toBe(1);
    await page.context().close();
  });

  test(`${size}: the chunk under the playhead is looped, by key and button`, async () => {
    const page = await scored(viewport);
    const loop = page.getByRole('button', { name: messages.player.loop });
    const slider = page.getByRole('slider', { name: messages.curve.slider });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await loop.click();
    expect(await loop.getAttribute('aria-pressed')).toBe('true');
    // Counts how often the video comes back to the start of the second chunk, and the latest moment that was shown.
    await page.locator('video').evaluate((video: HTMLVideoElement) => {
      const seen = { again: 0, latest: 0, before: 0 };
      Object.assign(window, { looped: seen });
      const look = (_now: number, { mediaTime }: { mediaTime: number }): void => {
        if (mediaTime < seen.before - 0.5) seen.again += 1;
        seen.latest = Math.max(seen.latest, mediaTime);
        seen.before = mediaTime;
        video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    });
    await page.getByRole('button', { name: messages.player.play, exact: true }).click();
    await page.waitForFunction(() => (window as unknown as { looped: { again: number } }).looped.again >= 2);
    await page.getByRole('button', { name: messages.player.pause, exact: true }).click();
    expect(await page.evaluate(() => (window as unknown as { looped: { latest: number } }).looped.latest)).toBeLessThan(2.5);
    // Elsewhere the chunk there is looped; the key ends it.
    await slider.focus();
    await page.keyboard.press('End');
    expect(await loop.getAttribute('aria-pressed')).toBe('true');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('l');
    await expect.poll(() => loop.getAttribute('aria-pressed')).toBe('false');

    // Frame by frame, at another speed, without sound, and alone on the screen.
    const video = page.locator('video');
    await slider.focus();
    await page.keyboard.press('Home');
    for (const [button, frame] of [[messages.player.forward, 1], [messages.player.forward, 2], [messages.player.back, 1]] as const) {
      await page.getByRole('button', { name: button }).click();
      // Half a frame behind the frame's start; there are 25 a second.
      await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeCloseTo((frame + 0.5) / 25, 3);
    }
    await page.getByLabel(messages.player.speed).selectOption('0.25');
    await page.getByRole('button', { name: messages.player.mute, exact: true }).click();
    expect(await video.evaluate(({ playbackRate, muted }: HTMLVideoElement) => [playbackRate, muted])).toEqual([0.25, true]);
    await page.getByRole('button', { name: messages.player.fullScreen }).click();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement?.classList.contains('player__stage'))).toBe(true);
    await page.evaluate(() => document.exitFullscreen());
    await page.context().close();
  });

  test(`${size}: the squares that the model sees are drawn where the chunk has them, with a legend`, async () => {
    const page = await scored(viewport);
    await page.getByLabel(messages.overlay.fragments).check();
    await page.getByText(messages.overlay.fragmentsHint).waitFor();
    const grid = page.getByRole('img', { name: messages.overlay.fragmentsLabel });
    expect(await grid.getAttribute('data-chunk')).toBe('0');
    const squares = (): Promise<string[]> => grid.locator('.fragment-grid__square').evaluateAll((all) => all.map((each) => each.getAttribute('x') ?? ''));
    const first = await squares();
    expect(first).toHaveLength(49);
    // 320 px across: a cell of 45.7 px holds its 32 px in the middle, from the even pixel 6.
    expect(Number(first[0])).toBeCloseTo(6 / 320, 6);
    await page.getByRole('slider', { name: messages.curve.slider }).focus();
    await page.keyboard.press('End');
    await expect.poll(() => grid.getAttribute('data-chunk')).toBe('2');
    expect(await squares()).not.toEqual(first);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    await page.context().close();
  });
}

test('a still picture is enlarged by the same keys', async () => {
  const page = await scored({ width: 1440, height: 900 }, 'still.png');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('+');
  await expect.poll(() => page.locator('.zoom-controls__factor').textContent()).toBe('2×');
  await page.context().close();
});
