import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { affinityOf, meanAffinity } from '../../../src/clip/affinities.ts';
import { withClipColumns } from '../../../src/clip/clip-columns.ts';
import { chunksCsv } from '../../../src/export/chunks-csv.ts';
import { scoresCsv } from '../../../src/export/scores-csv.ts';
import { scoresJson } from '../../../src/export/scores-json.ts';
import { affinity } from '../../../models/fusion/affinity.ts';
import { chunk, ok } from '../export/sample-results.ts';

const pair = { name: 'Light', positive: 'bright', negative: 'dark' };
const texts = new Map([['bright', Float32Array.of(1, 0)], ['dark', Float32Array.of(0, 1)]]);
const seen = (index: number, ...clip: number[]) => ({ ...chunk(index, 3), clip: Float32Array.from(clip) });

describe('affinity', () => {
  test('is the softmax over the pair of cosines times 100', () => {
    // cos = 0.6 and 0.59: a hundredth apart, a logit of 1.
    const picture = Float32Array.of(0.6, 0.59, Math.sqrt(1 - 0.36 - 0.59 ** 2));
    expect(affinity(picture, Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0))).toBeCloseTo(1 / (1 + Math.exp(-1)), 5);
    expect(affinity(picture, Float32Array.of(0, 2, 0), Float32Array.of(3, 0, 0))).toBeCloseTo(1 / (1 + Math.exp(1)), 5);
  });
  test('is a half for a picture that is like both', () => {
    expect(affinity(Float32Array.of(1, 1), Float32Array.of(1, 0), Float32Array.of(0, 1))).toBe(0.5);
  });
  test('features of different models are not compared', () => {
    expect(() => affinity(Float32Array.of(1), Float32Array.of(1, 0), Float32Array.of(0, 1))).toThrow(RangeError);
    expect(affinityOf(seen(0, 1), pair, texts)).toBeUndefined();
    expect(affinityOf(chunk(0, 3), pair, texts)).toBeUndefined();
    expect(affinityOf(seen(0, 1, 0), pair, new Map())).toBeUndefined();
  });
});

test('the mean weighs chunks by their length and leaves out what CLIP did not see', () => {
  const long = { ...seen(0, 1, 0), startS: 0, endS: 3 };
  const short = { ...seen(3, 0, 1), startS: 3, endS: 4 };
  expect(meanAffinity([long, short, chunk(4, 3)], pair, texts)).toBeCloseTo(0.75, 6);
  expect(meanAffinity([chunk(0, 3)], pair, texts)).toBeUndefined();
});

describe('exports', () => {
  const result = { ...ok, clip: 'tiny/q8', chunks: [seen(0, 1, 0), seen(1, 1, 1)] };
  const rows = withClipColumns([{ file: 'a.mp4', result }, { file: 'b.mp4', result: ok }], 'tiny/q8', [pair], texts);
  const parse = (csv: string) => Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

  test('CSVs gain a column a pair, empty where CLIP did not look', () => {
    expect(parse(chunksCsv(rows)).map((row) => row['clip_light'])).toEqual(['1.0000', '0.5000', '', '']);
    expect(parse(scoresCsv(rows)).map((row) => row['clip_light'])).toEqual(['0.7500', '']);
  });
  test('JSON names the CLIP and the texts', () => {
    const { files } = JSON.parse(scoresJson(rows)) as { files: { clip?: unknown; chunks: { clip?: unknown }[] }[] };
    expect(files[0]?.clip).toEqual({ model: 'tiny/q8', pairs: [{ column: 'clip_light', positive: 'bright', negative: 'dark' }], means: { clip_light: 0.75 } });
    expect(files[0]?.chunks.map(({ clip }) => clip)).toEqual([{ clip_light: 1 }, { clip_light: 0.5 }]);
    expect(files[1]).not.toHaveProperty('clip');
  });
  test('nothing changes with CLIP off, or for results of another CLIP', () => {
    const plain = [{ file: 'a.mp4', result }];
    expect(withClipColumns(plain, null, [pair], texts)).toEqual(plain);
    expect(withClipColumns(plain, 'other/q8', [pair], texts)).toEqual(plain);
    expect(chunksCsv(plain).split('\n')[0]).toBe('file,chunk,start_s,end_s,mos,mos_low,mos_high');
  });
});
