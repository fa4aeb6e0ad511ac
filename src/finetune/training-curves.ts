import type { FinetuneProgress } from '../../workers/finetune-service.ts';

/** One training of many in a run: the folds, those inside them, and the last one on all clips. */
export type TrainingCurves = Pick<FinetuneProgress, 'training' | 'losses' | 'validation'>;

/** The curves so far with what is told of the training that runs: its curves grow, another training's follow. Trainings of no steps have none. */
export function withCurves(curves: readonly TrainingCurves[], { training, losses, validation }: TrainingCurves): readonly TrainingCurves[] {
  if (losses.length === 0) return curves;
  const before = curves.at(-1)?.training === training ? curves.slice(0, -1) : curves;
  return [...before, { training, losses, validation }];
}
