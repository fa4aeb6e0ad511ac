import { describe, expect, it } from 'vitest';
import { FrameViews } from '../../../workers/views/frame-views.ts';
import { patchCorners } from '../../../workers/views/patch-positions.ts';
import { expectSameBytes } from '../media/same-bytes.ts';
import { emptyViews } from './reference.ts';

/** A test picture whose grey level tells the place: neighbours differ, and so do rows. */
const grey = (x: number, y: number) => (x * 7 + y * 31) & 0xff;

/** Bytes of a grey picture in a pixel format. Chroma is neutral. */
function greyFrame(format: string, width: number, height: number, left = 0, top = 0): VideoFrame {
  const wide = /P1[02]$/.exec(format)?.[0];
  const scale = wide === 'P10' ? 4 : wide === 'P12' ? 16 : 1;
  const even = (value: number) => Math.ceil(value / 2);
  const chroma = format.startsWith('I444') ? width * height : format.startsWith('I422') ? even(width) * height : even(width) * even(height);
  const luma = width * height;
  const neutral = 128 * scale;
  const samples = format === 'RGBA' || format === 'BGRX' ? new Uint8Array(4 * luma).fill(255) : scale > 1 ? new Uint16Array(luma + 2 * chroma).fill(neutral) : new Uint8Array(luma + 2 * chroma).fill(neutral);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (samples.length === 4 * luma && (format === 'RGBA' || format === 'BGRX')) samples.fill(grey(x, y), 4 * at, 4 * at + 3);
      else samples[at] = grey(x, y) * scale;
    }
  }
  return new VideoFrame(samples, {
    format: format as VideoPixelFormat,
    codedWidth: width,
    codedHeight: height,
    timestamp: 0,
    visibleRect: { x: left, y: top, width: width - left, height: height - top },
    colorSpace: { matrix: format === 'RGBA' || format === 'BGRX' ? 'rgb' : 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: true },
  });
}

async function expectPatches(frame: VideoFrame, chunk: number, left = 0, top = 0, whole = false): Promise<void> {
  const views = emptyViews();
  const { width = 0, height = 0 } = frame.visibleRect ?? {};
  try {
    await new FrameViews().ofFrame(frame, chunk, { fragments: views.fragments, global: whole ? views.global : null });
  } finally {
    frame.close();
  }
  const corners = new Int32Array(98);
  patchCorners(chunk, { rotation: 0, flip: false }, width, height, corners);
  const expected = new Uint8Array(views.fragments.length);
  for (let y = 0; y < 224; y++) {
    for (let x = 0; x < 224; x++) {
      const patch = Math.floor(y / 32) * 7 + Math.floor(x / 32);
      const value = grey(left + (corners[2 * patch] ?? 0) + (x % 32), top + (corners[2 * patch + 1] ?? 0) + (y % 32));
      expected.fill(value, 3 * (y * 224 + x), 3 * (y * 224 + x) + 3);
    }
  }
  expectSameBytes(views.fragments, expected);
}

describe('fragments', () => {
  it.each(['I420', 'I422', 'I444', 'NV12', 'RGBA', 'BGRX'])('are the pixels of the file, in place: %s', async (format) => {
    // Above and below the size from which patches are copied one by one; both ways must give the same.
    await expectPatches(greyFrame(format, 1280, 720), 3);
    await expectPatches(greyFrame(format, 1280, 720), 3, 0, 0, true);
    await expectPatches(greyFrame(format, 300, 400), 4);
  });

  it('of odd sizes and of the first and last places', async () => {
    for (const chunk of [0, 1, 2, 53]) await expectPatches(greyFrame('I420', 1281, 721), chunk);
  });

  it('leave out what lies outside the visible part', async () => {
    await expectPatches(greyFrame('I420', 1300, 740, 20, 18), 2, 20, 18);
    await expectPatches(greyFrame('I420', 320, 260, 20, 18), 2, 20, 18);
  });

  it('of 10 bits', async () => {
    let frame: VideoFrame;
    try {
      frame = greyFrame('I420P10', 1280, 720);
    } catch {
      return; // Not every browser lets 10-bit frames be made by hand; views of decoded ones are tested with the colours.
    }
    const fragments = emptyViews().fragments;
    await new FrameViews().ofFrame(frame, 0, { fragments, global: null });
    frame.close();
    const corners = new Int32Array(98);
    patchCorners(0, { rotation: 0, flip: false }, 1280, 720, corners);
    expect(Math.abs((fragments[0] ?? NaN) - grey(corners[0] ?? 0, corners[1] ?? 0))).toBeLessThanOrEqual(1);
  });
});

describe('the global view', () => {
  it('of a flat picture is flat at any size', async () => {
    for (const [width, height] of [[641, 361], [64, 48], [1920, 1080], [224, 224], [3, 500], [1, 1]] as const) {
      const half = Math.ceil(width / 2) * Math.ceil(height / 2);
      const data = new Uint8Array(width * height + 2 * half).fill(128);
      data.fill(77, 0, width * height);
      const frame = new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0, colorSpace: { matrix: 'bt709', fullRange: true } });
      const views = emptyViews();
      await new FrameViews().ofFrame(frame, 0, views);
      frame.close();
      expect(new Set(views.global)).toEqual(new Set([77]));
      expect(new Set(views.fragments)).toEqual(new Set([77]));
    }
  });
});
