import { expect, it } from 'vitest';
import { compareModels } from '../../../src/models-library/compare-models.ts';
import { DEFAULT_SETTINGS } from '../../../workers/scoring-types.ts';
import type { EngineInfo } from '../../../workers/scoring-types.ts';
import { ok } from '../export/sample-results.ts';

it('scores every file with both models, each with the settings it was scored with', async () => {
  let model: ArrayBuffer | null = null;
  const shares: number[] = [];
  const decodes: boolean[] = [];
  const settings = { ...DEFAULT_SETTINGS, chunkSeconds: 2 };
  const rows = await compareModels(
    {
      prepare: () => Promise.reject(new Error('not here')),
      useModel: (bytes) => {
        model = bytes;
        // The second model has another encoder.
        return Promise.resolve({ trunk: bytes === null ? 'a' : 'b' } as EngineInfo);
      },
      score: (file, used) => {
        expect(used).toBe(settings);
        return Promise.resolve({ ...ok, score: file.name === 'none' ? null : { mos: model === null ? 2 : 3, low: 1, high: 5, dimensions: {} } });
      },
      cancel: () => undefined,
      counts: () => Promise.reject(new Error('not here')),
      modelBytes: () => Promise.reject(new Error('not here')),
      dispose: () => undefined,
    },
    ['a', 'none'].map((name) => ({ name, file: new File([], name), settings, featureKey: 'hash:a:2:all' })),
    null,
    new ArrayBuffer(1),
    (progress) => {
      shares.push(progress.share);
      decodes.push(progress.decodes);
    },
  );
  expect(rows).toEqual([{ name: 'a', parent: 2, own: 3 }, { name: 'none', parent: null, own: null }]);
  expect(shares).toEqual([0, 0.25, 0.5, 0.5, 0.75, 1]);
  expect(decodes).toEqual([false, false, false, true, true, true]);
});
