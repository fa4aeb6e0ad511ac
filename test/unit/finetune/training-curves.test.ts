import { expect, it } from 'vitest';
import { withCurves, type TrainingCurves } from '../../../src/finetune/training-curves.ts';

it('grows the curve of the training that runs, begins a new one for the next, and none for a training of no steps', () => {
  const told: readonly TrainingCurves[] = [
    { training: 0, losses: [], validation: [0.6] },
    { training: 0, losses: [0.9], validation: [0.6, 0.5] },
    { training: 0, losses: [0.9, 0.8], validation: [0.6, 0.5, 0.4] },
    { training: 1, losses: [], validation: [0.7] },
    { training: 2, losses: [0.5], validation: [] },
  ];
  expect(told.reduce<readonly TrainingCurves[]>(withCurves, [])).toEqual([
    { training: 0, losses: [0.9, 0.8], validation: [0.6, 0.5, 0.4] },
    { training: 2, losses: [0.5], validation: [] },
  ]);
});
