import { ALL_FORMATS, BlobSource, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { DecoderStall, withWatchdog } from '../../../workers/media/decoder-watchdog.ts';
import { FrameFault, FrameReader } from '../../../workers/media/frame-reader.ts';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import { mediaFile, readAll } from './fetch-media.ts';
import { expectSameChunks } from './same-bytes.ts';

/** A reader of every fifth frame of a 25 fps clip. */
async function readerOf(name: 'h264.mp4' | 'vp9.webm'): Promise<{ reader: FrameReader; timestampsS: number[] }> {
  const input = new Input({ source: new BlobSource(await mediaFile(name)), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('No track.');
  const timestampsS = Array.from({ length: 50 }, (_, i) => i / 25);
  return { reader: new FrameReader(track, timestampsS, [0, 5, 10, 15], new AbortController().signal), timestampsS };
}

describe('a decoder that falls silent', () => {
  it('is replaced by one in software, which gives the very frame that was waited for', async () => {
    for (const name of ['h264.mp4', 'vp9.webm'] as const) {
      const { reader, timestampsS } = await readerOf(name);
      expect((await reader.frameAt(0, false))?.timestamp).toBe(0);
      reader.stall();
      expect((await reader.frameAt(5, false))?.timestamp).toBeCloseTo((timestampsS[5] ?? 0) * 1e6, -4);
      expect(reader.inSoftware).toBe(true);
      expect((await reader.frameAt(10, false))?.timestamp).toBeCloseTo((timestampsS[10] ?? 0) * 1e6, -4);
      reader.close();
      expect(openFrameCount()).toBe(0);
    }
  });

  it('in software too is a fault, not a wait without end', async () => {
    const { reader } = await readerOf('h264.mp4');
    reader.stall(2);
    await expect(reader.frameAt(0, false)).rejects.toThrow(expect.objectContaining({ name: 'FrameFault', cause: expect.any(DecoderStall) as DecoderStall }) as FrameFault);
    reader.close();
    expect(openFrameCount()).toBe(0);
  });

  it('is not seen in work that ends in time, nor are its errors changed', async () => {
    await expect(withWatchdog(Promise.resolve(3), 20)).resolves.toBe(3);
    await expect(withWatchdog(Promise.reject(new RangeError('x')), 20)).rejects.toThrow(RangeError);
  });
});

describe('going on after a fault', () => {
  it.each(['h264.mp4', 'vp9.webm', 'h264.mpegts', 'vfr.mkv'] as const)('%s: the chunks that are left are the same to the byte', async (name) => {
    const file = await mediaFile(name);
    const whole = (await readAll(file, 'all', 0.5)).chunks;
    for (const from of [1, whole.length - 1, whole.length]) {
      const media = await openMediaFile(file, { chunkSeconds: 0.5, coverage: 'all' });
      const rest = [];
      for await (const chunk of media.views(new AbortController().signal, from)) rest.push(chunk);
      media.close();
      expectSameChunks(rest, whole.slice(from));
    }
    expect(openFrameCount()).toBe(0);
  });
});
