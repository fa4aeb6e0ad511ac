import { ALL_FORMATS, BlobSource, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { FrameReader } from '../../../workers/media/frame-reader.ts';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { readPacketTimes } from '../../../workers/media/packet-times.ts';
import { mediaFile } from './fetch-media.ts';

/** Gives a test the frames of h264.mp4: 75 at 25 fps, a key frame a second. */
async function withReader(wanted: readonly number[], work: (reader: FrameReader, input: Input) => Promise<void>): Promise<void> {
  const input = new Input({ source: new BlobSource(await mediaFile('h264.mp4')), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('The clip has no video.');
  const { timestampsS } = await readPacketTimes(track, Infinity, undefined);
  const reader = new FrameReader(track, timestampsS, wanted, new AbortController().signal);
  try {
    await work(reader, input);
  } finally {
    reader.close();
    input.dispose();
  }
  expect(openFrameCount()).toBe(0);
}

const seconds = (frame: VideoFrame | null) => (frame === null ? null : frame.timestamp / 1e6);

describe('the frame reader', () => {
  it('gives the wanted frames in order and holds one at a time', async () => {
    const wanted = [0, 1, 24, 25, 60, 74];
    await withReader(wanted, async (reader) => {
      for (const index of wanted) {
        expect(seconds(await reader.frameAt(index, false))).toBeCloseTo(index / 25, 5);
        expect(openFrameCount()).toBe(1);
      }
    });
  });

  it('gives a frame that it holds without decoding it anew', async () => {
    await withReader([10, 10], async (reader) => {
      const frame = await reader.frameAt(10, false);
      expect(await reader.frameAt(10, false)).toBe(frame);
    });
  });

  it('jumps over what is not wanted, and does not where no key frame lies between', async () => {
    await withReader([3, 70, 72], async (reader) => {
      for (const index of [3, 70, 72]) expect(seconds(await reader.frameAt(index, true))).toBeCloseTo(index / 25, 5);
    });
  });

  it('decodes a frame again after the end', async () => {
    await withReader([73, 74], async (reader) => {
      await reader.frameAt(74, false);
      expect(seconds(await reader.frameAgain(73))).toBeCloseTo(73 / 25, 5);
      expect(seconds(await reader.frameAt(74, false))).toBeCloseTo(74 / 25, 5);
    });
  });
});
