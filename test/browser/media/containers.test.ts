import { describe, expect, it } from 'vitest';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import type { MediaInfo } from '../../../workers/scoring-types.ts';
import type { MediaName } from '../../fixtures/media-path.ts';
import { mediaFile, readAll } from './fetch-media.ts';
import { expectSameBytes, expectSameChunks } from './same-bytes.ts';

async function open(name: MediaName, coverage: 'all' | number = 'all') {
  return openMediaFile(await mediaFile(name), { chunkSeconds: 1, coverage });
}

const usual = { width: 320, height: 180, rotation: 0, hdr: false, still: false, firstTimestampS: 0 } satisfies Partial<MediaInfo>;

describe('what is known of a video before it is decoded', () => {
  it.each<[MediaName, Partial<MediaInfo>, seconds: number, chunks: number]>([
    ['h264.mp4', { ...usual, codec: 'avc', container: 'mp4', frameCount: 75 }, 3, 3],
    ['fragmented.mp4', { ...usual, codec: 'avc', container: 'mp4', frameCount: 50, firstTimestampS: 0.08 }, 2, 2],
    ['h264.mov', { ...usual, codec: 'avc', container: 'mov' }, 2, 2],
    ['h264.mkv', { ...usual, codec: 'avc', container: 'mkv' }, 2, 2],
    ['vp8.mkv', { ...usual, codec: 'vp8', container: 'mkv' }, 2, 2],
    ['vp9.webm', { ...usual, codec: 'vp9', container: 'webm' }, 2, 2],
    ['av1.webm', { ...usual, codec: 'av1', container: 'webm' }, 1, 1],
    ['h264.mpegts', { ...usual, codec: 'avc', container: 'ts', firstTimestampS: 1.48 }, 2, 2],
    ['offset.mkv', { ...usual, firstTimestampS: 5 }, 2, 2],
    ['h264-10bit.mp4', usual, 1, 1],
    ['hdr-pq.webm', { ...usual, hdr: true }, 1, 1],
    ['hdr-hlg.mp4', { ...usual, hdr: true }, 1, 1],
    ['anamorphic.mp4', { ...usual, width: 427 }, 1, 1],
    ['rotated-90.mp4', { ...usual, width: 180, height: 320, rotation: 90 }, 0.4, 1],
    ['rotated-180.mp4', { ...usual, rotation: 180 }, 0.4, 1],
    ['rotated-270.mp4', { ...usual, width: 180, height: 320, rotation: 270 }, 0.4, 1],
    ['portrait.mp4', { ...usual, width: 180, height: 320 }, 1, 1],
    ['odd-size.webm', { ...usual, width: 641, height: 361 }, 0.4, 1],
    ['tiny.mp4', { ...usual, width: 64, height: 48 }, 1, 1],
    ['short.mp4', { ...usual, frameCount: 8 }, 0.32, 1],
    ['freeze.mkv', { ...usual, frameCount: 38 }, 4.12, 4],
  ])('%s', async (name, info, seconds, chunks) => {
    const media = await open(name);
    try {
      expect(media.info).toMatchObject(info);
      expect(media.info.durationS).toBeCloseTo(seconds, 3);
      expect(media.chunkCount).toBe(chunks);
      expect(media.notes).toEqual(info.hdr === true ? ['HDR video, tone-mapped to SDR as the browser shows it.'] : []);
    } finally {
      media.close();
    }
  });

  it('counts frames and bits by the packets', async () => {
    const media = await open('h264.mp4');
    expect(media.info.fps).toBeCloseTo(25, 6);
    expect(media.info.kbps).toBeGreaterThan(100);
    expect(media.info.kbps * 3 * 125).toBeLessThan((await mediaFile('h264.mp4')).size);
    media.close();
  });
});

describe('the chunks of a video', () => {
  it('are the same whatever container the stream lies in', async () => {
    const expected = await readAll(await mediaFile('h264.mov'));
    expect(expected.chunks).toHaveLength(2);
    for (const name of ['h264.mkv', 'fragmented.mp4', 'h264.mpegts', 'offset.mkv', 'offset.mpegts'] as const) {
      const { chunks, error } = await readAll(await mediaFile(name));
      expect(error).toBeNull();
      expectSameChunks(chunks, expected.chunks, 3);
    }
  });

  it('are the same when read twice, and when only some are read', async () => {
    const file = await mediaFile('truncated.mp4');
    const first = await readAll(file);
    expect(first.chunks.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expectSameChunks((await readAll(file)).chunks, first.chunks);
    const whole = await readAll(await mediaFile('h264.mp4'));
    const some = await readAll(await mediaFile('h264.mp4'), 1);
    expectSameChunks(some.chunks, whole.chunks.slice(1, 2));
  });

  it('give the global views of frames 2 and 6 and the fragments of all eight', async () => {
    const { chunks } = await readAll(await mediaFile('h264.mp4'));
    for (const { global, fragments } of chunks) {
      expect(global).toHaveLength(2 * 224 * 224 * 3);
      expect(fragments).toHaveLength(8 * 224 * 224 * 3);
      const second = global.subarray(global.length / 2);
      expect(second.some((value, i) => value !== global[i])).toBe(true);
    }
  });

  it('go on through a change of size in the stream', async () => {
    const { chunks, error } = await readAll(await mediaFile('resized.mpegts'));
    expect(error).toBeNull();
    expect(chunks).toHaveLength(2);
  });

  it('show a freeze as equal frames', async () => {
    const { chunks, error } = await readAll(await mediaFile('freeze.mkv'));
    expect(error).toBeNull();
    expect(chunks.map(({ frameTimesS }) => new Set(frameTimesS).size)).toEqual([8, 1, 1, 5]);
    const frozen = chunks[1];
    const frame = (slot: number) => frozen?.fragments.subarray(slot * 224 * 224 * 3, (slot + 1) * 224 * 224 * 3);
    for (let slot = 1; slot < 8; slot++) expectSameBytes(frame(slot), frame(0));
    expectSameBytes(frozen?.global.subarray(0, 224 * 224 * 3), frozen?.global.subarray(224 * 224 * 3));
    // The same picture, but another place in the cells: one chunk later other patches are looked at.
    expectSameBytes(chunks[2]?.global, frozen?.global);
    expect(chunks[2]?.fragments.some((value, i) => value !== frozen?.fragments[i])).toBe(true);
  });

  it('leave out what an edit list hides, and take times from what is shown', async () => {
    const media = await open('trimmed.mp4');
    expect(media.info.frameCount).toBe(63);
    expect(media.info.durationS).toBeCloseTo(2.52, 3);
    media.close();
    const { chunks } = await readAll(await mediaFile('trimmed.mp4'));
    for (const { frameTimesS } of chunks) for (const time of frameTimesS) expect(time).toBeGreaterThanOrEqual(0);
  });

  it('take a variable frame rate by its times', async () => {
    const { chunks } = await readAll(await mediaFile('vfr.mkv'));
    const steps = chunks.map(({ frameTimesS }) => (frameTimesS[3] ?? NaN) - (frameTimesS[2] ?? NaN));
    [1 / 30, 0.1, 1 / 15].forEach((step, i) => expect(Math.abs((steps[i] ?? NaN) - step)).toBeLessThan(0.002));
  });

  it('hold no frame open at their end', () => {
    expect(openFrameCount()).toBe(0);
  });
});
