import { describe, expect, it } from 'vitest';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import type { MediaName } from '../../fixtures/media-path.ts';
import { mediaFile, readAll } from './fetch-media.ts';

/** A file whose bytes cannot be read, as a dropped folder or one that has been moved. */
function unreadableFile(name: string, type: string): File {
  const file = new File([new Uint8Array(4096)], name, { type });
  file.slice = () => {
    const blob = new Blob();
    blob.arrayBuffer = () => Promise.reject(new DOMException('A requested file or directory could not be found.', 'NotFoundError'));
    return blob;
  };
  return file;
}

describe('files that cannot be scored', () => {
  it.each<[MediaName, chunks: number, error: string]>([
    ['text.mp4', 0, 'not-a-video: This is not a video: the file has no known video or picture format.'],
    ['empty.mp4', 0, 'empty: The file is empty.'],
    ['audio-only.m4a', 0, 'audio-only: The file holds sound but no picture.'],
    ['mpeg4.mp4', 0, 'codec: This browser cannot decode MPEG-4 Part 2 video.'],
    ['mjpeg.avi', 0, 'unreadable: AVI files cannot be read in a browser: convert the video to MP4, MKV or WebM.'],
    ['corrupted.png', 0, 'decode: The picture is damaged: the browser cannot decode it.'],
    ['truncated-no-index.mp4', 0, 'cut-off: The file is cut off: its index, which belongs at the end, is missing.'],
    ['truncated-early.webm', 0, 'cut-off: The file ends early: scored up to 0:00 of 0:02.'],
    ['truncated.mp4', 4, 'cut-off: The file ends early: scored up to 0:04 of 0:08.'],
    ['truncated.webm', 1, 'cut-off: The file ends early: scored up to 0:01 of 0:03.'],
    ['truncated-fragmented.mp4', 1, 'cut-off: The file ends early: scored up to 0:01.0 of 0:01.9.'],
    ['corrupted.mp4', 1, 'decode: The video is damaged: from 0:01 on the browser cannot decode it.'],
  ])('%s: %i chunks, then a sentence', async (name, chunks, error) => {
    const outcome = await readAll(await mediaFile(name));
    expect(outcome.error).toBe(error);
    expect(outcome.chunks.map(({ index }) => index)).toEqual(Array.from({ length: chunks }, (_, i) => i));
    expect(openFrameCount()).toBe(0);
  });

  it('name HEVC where the browser lacks it, and score it elsewhere', async () => {
    const support = await VideoDecoder.isConfigSupported({ codec: 'hev1.1.6.L60.90', codedWidth: 320, codedHeight: 180 });
    const { error } = await readAll(await mediaFile('hevc.mp4'));
    expect(error).toBe(support.supported === true ? null : 'codec: This browser cannot decode HEVC video.');
  });

  it('tell a folder from a file that has gone', async () => {
    expect((await readAll(unreadableFile('Holidays', ''))).error).toBe('folder: This is a folder, not a video.');
    expect((await readAll(unreadableFile('clip.mp4', 'video/mp4'))).error).toBe(
      'unreadable: The file cannot be read: it has been moved, changed or locked since it was chosen.',
    );
    expect((await readAll(new File([], 'Holidays'))).error).toBe('empty: This is an empty file or a folder.');
  });

  it('are told by their bytes, not by their names', async () => {
    const clip = await mediaFile('vp9.webm');
    expect((await readAll(new File([clip], 'clip.txt'))).error).toBeNull();
    const noise = crypto.getRandomValues(new Uint8Array(60_000));
    expect((await readAll(new File([noise], 'noise.mp4'))).error).toMatch(/^(not-a-video|audio-only|no-frames)/);
  });

  it('give as many chunks to a slow reader as to a fast one', async () => {
    const file = await mediaFile('corrupted.mp4');
    for (const pauseMs of [0, 5, 120]) {
      const media = await openMediaFile(file, { chunkSeconds: 0.5, coverage: 'all' });
      const seen: number[] = [];
      const read = async () => {
        for await (const { index } of media.views(new AbortController().signal)) {
          seen.push(index);
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
      };
      await expect(read()).rejects.toThrow('The video is damaged: from 0:01 on the browser cannot decode it.');
      media.close();
      expect(seen).toEqual([0, 1, 2]);
    }
    expect(openFrameCount()).toBe(0);
  });
});
