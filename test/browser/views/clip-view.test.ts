import { expect, test } from 'vitest';
import type { Orientation } from '../../../workers/views/orientation.ts';
import { UPRIGHT } from '../../../workers/views/orientation.ts';
import { FrameViews } from '../../../workers/views/frame-views.ts';
import { VIEW_BYTES, VIEW_SIZE } from '../../../workers/views/view-size.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';

/** A grey frame whose luma is told by the pixel. */
function frameOf(width: number, height: number, luma: (x: number, y: number) => number): VideoFrame {
  const half = Math.ceil(width / 2) * Math.ceil(height / 2);
  const data = new Uint8Array(width * height + 2 * half).fill(128);
  for (let i = 0; i < width * height; i += 1) data[i] = luma(i % width, Math.floor(i / width));
  return new VideoFrame(data, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0, colorSpace: { matrix: 'bt709', fullRange: true } });
}

/** What CLIP sees of a frame, as a function of column and row. */
async function seen(frame: VideoFrame, orientation: Orientation = UPRIGHT, aspect: number | null = null): Promise<(x: number, y: number) => number> {
  const picture = new Uint8Array(VIEW_BYTES);
  await new FrameViews(orientation, {}, aspect).ofFrame(frame, 0, { global: null, fragments: null, picture });
  frame.close();
  return (x, y) => picture[3 * (y * VIEW_SIZE + x)] ?? NaN;
}

test('CLIP sees the square in the middle of a wide frame, in its own shape', async () => {
  // Beside the middle 720×720 of 1280×720 all is dark; a bright disc of radius 180 lies in its centre.
  const disc = (x: number, y: number): number => (x < 280 || x >= 1000 ? 10 : Math.hypot(x + 0.5 - 640, y + 0.5 - 360) < 180 ? 220 : 120);
  const at = await seen(frameOf(1280, 720, disc));
  expect([at(0, 0), at(223, 0), at(0, 223), at(223, 223)]).toEqual([120, 120, 120, 120]);
  expect(at(112, 112)).toBe(220);
  // A disc again: 56 px of 224 in every direction, where a frame pressed into a square would have an ellipse.
  const reach = (step: (k: number) => number): number => Array.from({ length: 112 }, (_, k) => step(k)).filter((value) => value > 170).length;
  for (const step of [(k: number) => at(112 + k, 112), (k: number) => at(111 - k, 112), (k: number) => at(112, 112 + k), (k: number) => at(112, 111 - k)]) {
    expect(Math.abs(reach(step) - 56)).toBeLessThanOrEqual(1);
  }
});

test('a tall frame, a turned one and one of wide pixels show their middle too', async () => {
  const tall = await seen(frameOf(360, 640, (_, y) => (y < 140 || y >= 500 ? 10 : y < 320 ? 80 : 200)));
  expect([tall(5, 0), tall(5, 100), tall(5, 124), tall(5, 223)]).toEqual([80, 80, 200, 200]);
  // Turned by a quarter clockwise, the left half of the coded frame is the upper half of the shown one.
  const turned = await seen(frameOf(640, 360, (x) => (x < 140 || x >= 500 ? 10 : x < 320 ? 80 : 200)), { rotation: 90, flip: false });
  expect([turned(5, 0), turned(5, 100), turned(5, 124), turned(5, 223)]).toEqual([80, 80, 200, 200]);
  // 320×360 pixels shown as 640×360: the square is 180 pixels wide.
  const wide = await seen(frameOf(320, 360, (x) => (x < 70 || x >= 250 ? 10 : 150)), UPRIGHT, 640 / 360);
  expect([wide(0, 9), wide(112, 9), wide(223, 9)]).toEqual([150, 150, 150]);
});

test('the view is made only where it is asked for, of the frame that the first global view shows', async () => {
  const file = new File([await (await fetch('/media/h264.mp4')).blob()], 'h264.mp4');
  for (const picture of [false, true]) {
    const media = await openMediaFile(file, { chunkSeconds: 1, coverage: 1, picture });
    try {
      for await (const views of media.views(new AbortController().signal)) {
        expect(views.picture?.length).toBe(picture ? VIEW_BYTES : undefined);
        if (views.picture === undefined) continue;
        // A column in the middle shows the same in both views.
        const column = (view: Uint8Array): number => Array.from({ length: VIEW_SIZE }, (_, y) => view[3 * (y * VIEW_SIZE + 112)] ?? NaN).reduce((a, b) => a + b, 0) / VIEW_SIZE;
        expect(Math.abs(column(views.picture) - column(views.global))).toBeLessThan(12);
      }
    } finally {
      media.close();
    }
  }
});
