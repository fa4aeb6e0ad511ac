import { describe, expect, it } from 'vitest';
import { FrameViews } from '../../../workers/views/frame-views.ts';
import type { MediaName } from '../../fixtures/media-path.ts';
import { emptyViews, firstFrame, meanDifference, viewsOfCanvas, viewsOfPlayer, type Views } from './reference.ts';

/** Mean absolute difference that rounding and Chromium's short arithmetic may make, of 255. */
const ROUNDING = 2;

async function viewsOfClip(name: MediaName): Promise<{ ours: Views; canvas: Views; format: string | null }> {
  const { frame, orientation, declared } = await firstFrame(name);
  try {
    const ours = emptyViews();
    await new FrameViews(orientation, declared).ofFrame(frame, 1, ours);
    const { width = 0, height = 0 } = frame.visibleRect ?? {};
    return { ours, canvas: viewsOfCanvas(frame, width, height, orientation), format: frame.format };
  } finally {
    frame.close();
  }
}

function expectClose(actual: Views, expected: Views): void {
  expect(meanDifference(actual.global, expected.global)).toBeLessThan(ROUNDING);
  expect(meanDifference(actual.fragments, expected.fragments)).toBeLessThan(ROUNDING);
}

describe('views made from planes', () => {
  it.each<[MediaName, format: string]>([
    ['bt601.mp4', 'I420'], ['bt709.mp4', 'I420'], ['full-range.mp4', 'I420'], ['1080p.mp4', 'I420'], ['portrait.mp4', 'I420'], ['tiny.mp4', 'I420'],
    ['h264-10bit.mp4', 'I420P10'], ['vp9-10bit.webm', 'I420P10'], ['h264-422.mp4', 'I422'], ['h264-444.mp4', 'I444'], ['odd-size.mp4', 'I444'], ['odd-size.webm', 'I420'],
    ['hdr-pq.webm', 'I420P10'], ['hdr-hlg.mp4', 'I420P10'],
  ])('of %s (%s) look like what a canvas draws', async (name, format) => {
    const { ours, canvas, format: actual } = await viewsOfClip(name);
    expect(actual).toBe(format);
    expectClose(ours, canvas);
  });

  // The frames that mediabunny gives say bt709 here, and a canvas draws them so; a player looks at the size instead.
  it.each<MediaName>(['unspecified-sd.mp4', 'unspecified-hd.mp4', 'h264.mp4', 'vp8.mkv', 'vp9.webm', 'av1.webm'])(
    'of %s, which names no matrix, look like what a player shows',
    async (name) => {
      expectClose((await viewsOfClip(name)).ours, await viewsOfPlayer(name));
    },
  );

  it('are tone-mapped for HDR as in a player', async () => {
    for (const name of ['hdr-pq.webm', 'hdr-hlg.mp4'] as const) expectClose((await viewsOfClip(name)).ours, await viewsOfPlayer(name));
  });

  it('ignore alpha: the colours under transparent pixels count', async () => {
    const { ours, canvas, format } = await viewsOfClip('alpha.webm');
    expect(format).toBe('I420A');
    // The left half is transparent: a canvas leaves it black, the planes hold the picture.
    const left = (views: Views) => meanDifference(views.global.subarray(0, 224 * 3 * 224).filter((_, i) => i % (224 * 3) < 100 * 3), new Uint8Array(100 * 3 * 224));
    expect(left(canvas)).toBeLessThan(1);
    expect(left(ours)).toBeGreaterThan(50);
    const { ours: opaque } = await viewsOfClip('vp9.webm');
    expect(meanDifference(ours.global, opaque.global)).toBeLessThan(4);
  });
});

describe('turned videos', () => {
  it.each([90, 180, 270] as const)('by %i° look like what a player shows', async (degrees) => {
    const name: MediaName = `rotated-${degrees}.mp4`;
    expectClose((await viewsOfClip(name)).ours, await viewsOfPlayer(name));
  });

  it('have their corners where a turn clockwise puts them', async () => {
    const corner = (views: Views, x: number, y: number) => Array.from(views.global.subarray(3 * (y * 224 + x), 3 * (y * 224 + x) + 3), (value) => value > 128);
    const red = [true, false, false];
    const green = [false, true, false];
    // Coded, red is top left and green top right.
    const [turned90, turned180, turned270] = await Promise.all(([90, 180, 270] as const).map(async (degrees) => (await viewsOfClip(`rotated-${degrees}.mp4`)).ours));
    if (turned90 === undefined || turned180 === undefined || turned270 === undefined) throw new Error('Three clips are expected.');
    expect([corner(turned90, 220, 4), corner(turned90, 220, 220)]).toEqual([red, green]);
    expect([corner(turned180, 220, 220), corner(turned180, 4, 220)]).toEqual([red, green]);
    expect([corner(turned270, 4, 220), corner(turned270, 4, 4)]).toEqual([red, green]);
  });
});
