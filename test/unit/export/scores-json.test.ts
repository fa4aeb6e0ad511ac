import { expect, test } from 'vitest';
import { scoresJson } from '../../../src/export/scores-json.ts';
import { ok } from './sample-results.ts';

test('holds what the tables hold and the settings, without wall time and maps', () => {
  const parsed = JSON.parse(scoresJson([{ file: 'a.mp4', result: ok, maps: ['a-0.png'] }])) as { files: Record<string, unknown>[] };
  expect(parsed).toMatchObject({
    format: 1,
    files: [
      {
        file: 'a.mp4', status: 'ok', error: null, score: { mos: 3.4, low: 2.9, high: 3.9 }, model: 'fovea 0.1.0', backend: 'wasm',
        settings: { backend: 'auto', chunkSeconds: 1, coverage: 'all' }, maps: ['a-0.png'], chunks: [{ chunk: 0, mos: 3.5 }, { chunk: 1, mos: 3.3 }],
      },
    ],
  });
  expect(parsed.files[0]).not.toHaveProperty('elapsedS');
});

test('writes the same bytes however long scoring took', () => {
  expect(scoresJson([{ file: 'a', result: { ...ok, elapsedS: 99 } }])).toBe(scoresJson([{ file: 'a', result: ok }]));
});
