import { expect, it } from 'vitest';
import { cut, flip, rewriteBox, shuffle } from '../../../scripts/corpus/mutations.ts';
import { startMediaWorker } from '../../../workers/media-client.ts';
import type { MediaName } from '../../fixtures/media-path.ts';
import { mediaFile } from './fetch-media.ts';

/** A fixed sample of what `npm run fuzz` tries: through the media worker, as on the page. */
const HUGE = [0x7f, 0xff, 0xff, 0xff];
const SAMPLE: readonly [name: string, from: MediaName, change: (bytes: Uint8Array) => Uint8Array][] = [
  ...(['tiny.mp4', 'vp9.webm', 'h264.mpegts', 'fragmented.mp4'] as const).flatMap((name) => [
    [`a tenth of ${name}`, name, (bytes: Uint8Array) => cut(bytes, 0.1)] as const,
    [`nine tenths of ${name}`, name, (bytes: Uint8Array) => cut(bytes, 0.9)] as const,
    [`${name} with 64 bytes changed`, name, (bytes: Uint8Array) => flip(bytes, 64, 3)] as const,
    [`${name} with its head changed`, name, (bytes: Uint8Array) => flip(bytes, 4, 101, 0, 0.04)] as const,
    [`${name} shuffled`, name, (bytes: Uint8Array) => shuffle(bytes, 188, 1)] as const,
  ].map(([label, from, change]): [string, MediaName, (bytes: Uint8Array) => Uint8Array] => [label, from, change])),
  ['a media header with a unit of time of a second', 'tiny.mp4', (bytes) => rewriteBox(bytes, 'mdhd', 12, [0, 0, 0, 1])],
  ['frames that last for days', 'tiny.mp4', (bytes) => rewriteBox(bytes, 'stts', 12, HUGE)],
  ['four billion runs of frames', 'tiny.mp4', (bytes) => rewriteBox(bytes, 'stts', 4, [0xff, 0xff, 0xff, 0xff])],
  ['a picture of no size', 'tiny.mp4', (bytes) => rewriteBox(bytes, 'avc1', 24, [0, 0, 0, 0])],
];

it('every damaged file gives chunks or a sentence, and the good one after them all of its chunks', { timeout: 300_000 }, async () => {
  const media = startMediaWorker();
  const read = async (file: File): Promise<{ chunks: number; sentence: string | null }> => {
    let chunks = 0;
    try {
      const opened = await media.openMediaFile(file, { chunkSeconds: 1, coverage: 'all' });
      try {
        for await (const { fragments } of opened.views(new AbortController().signal)) chunks += fragments.length > 0 ? 1 : 0;
      } finally {
        opened.close();
      }
      return { chunks, sentence: null };
    } catch (error) {
      expect(error).toMatchObject({ name: 'MediaError' });
      return { chunks, sentence: error instanceof Error ? error.message : String(error) };
    }
  };
  for (const [name, from, change] of SAMPLE) {
    const bytes = change(new Uint8Array(await (await mediaFile(from)).arrayBuffer()));
    const { chunks, sentence } = await read(new File([Uint8Array.from(bytes)], name));
    if (sentence === null) expect([name, chunks]).toEqual([name, expect.toSatisfy((count: number) => count >= 1 && count <= 121)]);
    else expect([name, sentence]).toEqual([name, expect.stringMatching(/^[A-Z][^{}]*\.$/)]);
  }
  expect(await read(await mediaFile('h264.mp4'))).toEqual({ chunks: 3, sentence: null });
  expect(await media.openFrames()).toBe(0);
});
