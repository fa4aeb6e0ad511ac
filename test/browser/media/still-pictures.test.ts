import { describe, expect, it } from 'vitest';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import { mediaFile, readAll } from './fetch-media.ts';
import { expectSameBytes } from './same-bytes.ts';

const VIEW = 224 * 224 * 3;

describe('still pictures', () => {
  it.each([['still.png', 'png'], ['still.jpg', 'jpeg'], ['still.webp', 'webp']] as const)('%s is one chunk of one frame', async (name, codec) => {
    const media = await openMediaFile(await mediaFile(name), { chunkSeconds: 1, coverage: 4 });
    expect(media.info).toEqual({
      durationS: 0, width: 640, height: 360, rotation: 0, fps: 0, codec, container: codec,
      hdr: false, still: true, frameCount: 1, kbps: 0, firstTimestampS: 0,
    });
    expect(media.chunkCount).toBe(1);
    media.close();
    const { chunks } = await readAll(await mediaFile(name));
    expect(chunks).toHaveLength(1);
    expect(chunks[0]).toMatchObject({ index: 0, startS: 0, endS: 0, frameTimesS: new Array(8).fill(0) });
    const { fragments = new Uint8Array(), global = new Uint8Array() } = chunks[0] ?? {};
    for (let slot = 1; slot < 8; slot++) expectSameBytes(fragments.subarray(slot * VIEW, (slot + 1) * VIEW), fragments.subarray(0, VIEW));
    expectSameBytes(global.subarray(VIEW), global.subarray(0, VIEW));
  });

  it('show the same whether lossless, JPEG or WebP', async () => {
    const [png, jpeg, webp] = await Promise.all((['still.png', 'still.jpg', 'still.webp'] as const).map(async (name) => (await readAll(await mediaFile(name))).chunks[0]));
    for (const other of [jpeg, webp]) {
      const mean = (png?.global ?? new Uint8Array()).reduce((sum, value, i) => sum + Math.abs(value - (other?.global[i] ?? NaN)), 0) / (2 * VIEW);
      expect(mean).toBeLessThan(3);
    }
  });

  it('smaller than the views are scaled up', async () => {
    const { chunks, error } = await readAll(await mediaFile('still-small.png'));
    expect(error).toBeNull();
    expect(chunks[0]?.fragments.some((value) => value > 0)).toBe(true);
    // Both sides are scaled to 224 px, so patches and whole picture are the same pixels.
    expectSameBytes(chunks[0]?.fragments.subarray(0, VIEW), chunks[0]?.global.subarray(0, VIEW));
  });
});
