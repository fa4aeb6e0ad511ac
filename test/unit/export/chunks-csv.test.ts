import { expect, test } from 'vitest';
import { chunksCsv } from '../../../src/export/chunks-csv.ts';
import { chunk, failed, ok } from './sample-results.ts';

test('one row per chunk', () => {
  expect(chunksCsv([{ file: 'a.mp4', result: ok }, { file: 'b.mp4', result: failed }])).toBe(
    'file,chunk,start_s,end_s,mos,mos_low,mos_high\n' +
      'a.mp4,0,0.000,1.000,3.5000,3.0000,4.0000\n' +
      'a.mp4,1,1.000,2.000,3.3000,2.8000,3.8000\n',
  );
});

test('one column per dimension, empty where a model has none', () => {
  const withDimensions = { ...ok, chunks: [chunk(0, 2, { sharpness: 4.123456, noise: 1 })] };
  expect(chunksCsv([{ file: 'a', result: withDimensions }, { file: 'b', result: { ...ok, chunks: [chunk(0, 3)] } }])).toBe(
    'file,chunk,start_s,end_s,mos,mos_low,mos_high,sharpness,noise\n' +
      'a,0,0.000,1.000,2.0000,1.5000,2.5000,4.1235,1.0000\n' +
      'b,0,0.000,1.000,3.0000,2.5000,3.5000,,\n',
  );
});

test('chunks scored before a failure are kept', () => {
  expect(chunksCsv([{ file: 'cut.mp4', result: { ...failed, chunks: [chunk(0, 3)] } }])).toContain('cut.mp4,0,0.000,1.000,3.0000');
});
