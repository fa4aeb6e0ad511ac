import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { mapsArchive } from '../../../src/export/maps-archive.ts';
import { saliencyPng } from '../../../src/export/saliency-png.ts';
import { chunk } from './sample-results.ts';

test('one PNG a chunk under the command line’s names, the same bytes every time', () => {
  const files = [{ name: 'a.mp4', chunks: [chunk(0, 3), chunk(4, 2)] }, { name: 'A.webm', chunks: [chunk(0, 3)] }];
  const zip = mapsArchive(files);
  const entries = unzipSync(zip);
  expect(Object.keys(entries)).toEqual(['a-0.png', 'a-4.png', 'A-2-0.png']);
  expect(entries['a-4.png']).toEqual(saliencyPng(chunk(4, 2).saliency));
  expect(mapsArchive(files)).toEqual(zip);
});
