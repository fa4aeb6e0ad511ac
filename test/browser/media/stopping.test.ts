import { describe, expect, it } from 'vitest';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import { mediaFile, readAll } from './fetch-media.ts';

describe('stopping', () => {
  it('by an abort ends the chunks with its reason and frees all frames', async () => {
    const media = await openMediaFile(await mediaFile('1080p.mp4'), { chunkSeconds: 0.5, coverage: 'all' });
    const controller = new AbortController();
    const chunks = media.views(controller.signal);
    await chunks.next();
    const next = chunks.next();
    controller.abort();
    await expect(next).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    expect(openFrameCount()).toBe(0);
    await expect(chunks.next()).resolves.toEqual({ value: undefined, done: true });
    media.close();
  });

  it('before the first chunk, or while the packets are read, works too', async () => {
    const file = await mediaFile('h264.mp4');
    const media = await openMediaFile(file, { chunkSeconds: 1, coverage: 'all' });
    await expect(media.views(AbortSignal.abort()).next()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    media.close();
    await expect(openMediaFile(file, { chunkSeconds: 1, coverage: 'all' }, AbortSignal.abort())).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }) as Error,
    );
  });

  it('by leaving the loop frees all frames, in a freeze too', async () => {
    for (const name of ['h264.mp4', 'freeze.mkv', 'alpha.webm', 'hdr-pq.webm'] as const) {
      const media = await openMediaFile(await mediaFile(name), { chunkSeconds: 0.5, coverage: 'all' });
      let seen = 0;
      for await (const chunk of media.views(new AbortController().signal)) {
        seen += chunk.index >= 0 ? 1 : 0;
        if (seen === 2) break;
      }
      media.close();
      expect(openFrameCount()).toBe(0);
    }
  });

  it('thirty times over leaves the decoder able to go on', async () => {
    const file = await mediaFile('h264.mp4');
    for (let i = 0; i < 30; i++) {
      const media = await openMediaFile(file, { chunkSeconds: 1, coverage: 'all' });
      const chunks = media.views(new AbortController().signal);
      await chunks.next();
      await chunks.return();
      media.close();
    }
    expect(openFrameCount()).toBe(0);
    expect((await readAll(file)).chunks).toHaveLength(3);
  });
});
