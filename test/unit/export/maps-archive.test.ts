import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { mapsArchive } from '../../../src/export/maps-archive.ts';
import { KeptMaps } from '../../../src/maps/kept-maps.ts';
import { saliencyPng } from '../../../src/export/saliency-png.ts';
import type { MappedFile } from '../../../src/export/maps-archive.ts';
import type { MappedChunk } from '../../../workers/scoring-types.ts';
import { chunk } from './sample-results.ts';

test('one PNG a chunk under the command line’s names, the same bytes every time', async () => {
  const mapped = (name: string, chunks: readonly MappedChunk[]): MappedFile => ({ name, indices: chunks.map(({ index }) => index), maps: KeptMaps.of(chunks).stored() });
  const files = [mapped('a.mp4', [chunk(0, 3), chunk(4, 2)]), mapped('A.webm', [chunk(0, 3)])];
  const zip = await mapsArchive(files);
  const entries = unzipSync(zip);
  expect(Object.keys(entries)).toEqual(['a-0.png', 'a-4.png', 'A-2-0.png']);
  expect(entries['a-4.png']).toEqual(saliencyPng(chunk(4, 2).saliency));
  expect(await mapsArchive(files)).toEqual(zip);
});
