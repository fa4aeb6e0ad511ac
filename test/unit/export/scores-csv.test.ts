import { expect, test } from 'vitest';
import { scoresCsv } from '../../../src/export/scores-csv.ts';
import { failed, ok } from './sample-results.ts';

const HEADER = 'file,status,mos,mos_low,mos_high,duration_s,width,height,fps,codec,chunks,model,backend,error\n';

test('a scored file and a failed one', () => {
  expect(scoresCsv([{ file: 'clips/a.mp4', result: ok }, { file: 'b, c.mp4', result: failed }])).toBe(
    `${HEADER}clips/a.mp4,ok,3.4000,2.9000,3.9000,2.020,1920,1080,29.970,avc,2,fovea 0.1.0,wasm,\n` +
      '"b, c.mp4",failed,,,,,,,,,0,fovea 0.1.0,wasm,"This is not a video, ""really""."\n',
  );
});

test('a file that never reached a model leaves its cells empty', () => {
  expect(scoresCsv([{ file: 'folder', result: { ...failed, model: null, backend: null, error: 'A folder.' } }])).toBe(
    `${HEADER}folder,failed,,,,,,,,,0,,,A folder.\n`,
  );
});

test('text that a spreadsheet would run is made text; numbers stay', () => {
  const names = ['=1+1.mp4', '+a', '-a', '@a', '\ta', 'a=b', "'a"];
  const rows = scoresCsv(names.map((file) => ({ file, result: failed }))).split('\n').slice(1, -1);
  expect(rows.map((row) => row.split(',')[0])).toEqual(["'=1+1.mp4", "'+a", "'-a", "'@a", "'\ta", 'a=b', "'a"]);
});

test('line breaks in a name stay inside their cell', () => {
  expect(scoresCsv([{ file: 'a\nb', result: { ...failed, error: null } }])).toBe(`${HEADER}"a\nb",failed,,,,,,,,,0,fovea 0.1.0,wasm,\n`);
});

test('no files give the header', () => {
  expect(scoresCsv([])).toBe(HEADER);
});
