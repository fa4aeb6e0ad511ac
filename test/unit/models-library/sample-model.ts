import type { KeptModel } from '../../../src/models-library/model-records.ts';

const nothing = { value: NaN, low: NaN, high: NaN };
const figure = { value: 0.5, low: 0.1, high: 0.9 };

/** A trained model's record. */
export function sampleModel(change: Partial<KeptModel> = {}): KeptModel {
  return {
    id: 'model', name: 'My taste', label: 'My taste 1', origin: 'trained', kept: true, addedAt: 1, fileHash: 'ab', bytes: 4, parentId: null, parentLabel: 'fovea 0.1.0', clip: null,
    report: {
      clips: [{ name: 'a', label: 3, before: 2, after: 2.5 }],
      folds: 2, seed: 1, deep: false, steps: null, verdict: 'unknown', fusion: null,
      before: { n: 1, srcc: nothing, krcc: nothing, plcc: nothing, rmse: figure, rmseMapped: nothing },
      after: { n: 1, srcc: nothing, krcc: nothing, plcc: nothing, rmse: figure, rmseMapped: nothing },
    },
    ...change,
  };
}
