import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { mediaFile, readAll } from './fetch-media.ts';

/** Packets that the browser's decoder was given. */
let decoded = 0;

class CountedDecoder extends VideoDecoder {
  override decode(chunk: EncodedVideoChunk): void {
    decoded += 1;
    super.decode(chunk);
  }
}

const Original = VideoDecoder;

beforeEach(() => {
  decoded = 0;
  globalThis.VideoDecoder = CountedDecoder;
});

afterEach(() => {
  globalThis.VideoDecoder = Original;
});

/** Of the 1200 packets of long.mp4, fifty from one key frame to the next. */
const GROUP = 50;
/** What mediabunny gives the decoder beyond the frame that is asked for. */
const AHEAD = 41;

it('decodes only the groups of pictures that the covered chunks lie in', async () => {
  const file = await mediaFile('long.mp4');
  const { chunks, error } = await readAll(file, 3);
  expect(error).toBeNull();
  expect(chunks.map(({ index }) => index)).toEqual([20, 60, 100]);
  expect(decoded).toBeGreaterThanOrEqual(3 * 8);
  expect(decoded).toBeLessThanOrEqual(3 * (GROUP + AHEAD));
  expect(openFrameCount()).toBe(0);
});
