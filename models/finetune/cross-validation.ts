import { rmse } from '../metrics/correlation.ts';
import { FineTuner, STEPS, STEPS_PER_CHECK, type Breath, type Prediction } from './fine-tuner.ts';
import { groupedFolds } from './folds.ts';
import type { LabelledClip } from './labelled-clip.ts';

const INNER_FOLDS = 3;
/** Under this many clips there is nothing to choose the number of steps by: only the scale is fitted. */
const FEWEST_TO_CHOOSE = 12;

/** How far training has come, for the page: 0–1 over the whole of it. */
export interface TrainingProgress {
  readonly stage: 'cross-validation' | 'final';
  readonly share: number;
  readonly losses: readonly number[];
  /** RMSE on clips held out, at every check. */
  readonly validation: readonly number[];
}

export type Report = (progress: TrainingProgress) => void;

/**
 * Chooses how long to train by cross-validation inside the given clips: the mean validation curve's lowest point. Zero means that
 * fitting the scale alone is best.
 */
export async function chooseSteps(
  tuner: FineTuner, clips: readonly LabelledClip[], train: readonly number[], seed: number, breathe: Breath, seen: (losses: readonly number[], validation: readonly number[]) => void,
): Promise<number> {
  if (train.length < FEWEST_TO_CHOOSE) return 0;
  const folds = groupedFolds(train.map((i) => clips[i]?.name ?? ''), INNER_FOLDS, seed);
  const total = new Array<number>(STEPS / STEPS_PER_CHECK + 1).fill(0);
  for (let fold = 0; fold < INNER_FOLDS; fold += 1) {
    const inner = train.filter((_, k) => folds[k] !== fold);
    const held = train.filter((_, k) => folds[k] === fold);
    const { watched, losses } = await tuner.fit(inner, held, STEPS, breathe);
    const labels = held.map((i) => clips[i]?.label ?? NaN);
    const curve = watched.map((predictions) => rmse(predictions.map(({ mos }) => mos), labels));
    curve.forEach((value, check) => {
      total[check] = (total[check] ?? 0) + value;
    });
    seen(losses, curve);
  }
  const lowest = Math.min(...total);
  return total.indexOf(lowest) * STEPS_PER_CHECK;
}

/** Predictions for every clip by a model that has not seen it. */
export interface CrossValidation {
  readonly before: readonly Prediction[];
  readonly after: readonly Prediction[];
}

/** Grouped k-fold cross-validation; the number of steps is chosen anew inside every fold, so that nothing leaks. @throws RangeError with fewer clips than folds. */
export async function crossValidate(
  tuner: FineTuner, clips: readonly LabelledClip[], folds: number, seed: number, breathe: Breath, seen: (losses: readonly number[], validation: readonly number[]) => void,
): Promise<CrossValidation> {
  const all = clips.map((_, i) => i);
  const before = await tuner.parentPredictions(all);
  const foldOf = groupedFolds(clips.map(({ name }) => name), folds, seed);
  const after: Prediction[] = [...before];
  for (let fold = 0; fold < folds; fold += 1) {
    const train = all.filter((i) => foldOf[i] !== fold);
    const held = all.filter((i) => foldOf[i] === fold);
    const steps = await chooseSteps(tuner, clips, train, seed + fold + 1, breathe, seen);
    const { watched } = await tuner.fit(train, held, steps, breathe);
    const last = watched.at(-1) ?? [];
    held.forEach((clip, k) => {
      const prediction = last[k];
      if (prediction !== undefined) after[clip] = prediction;
    });
  }
  return { before, after };
}

/** How many trainings a whole run takes, for its progress. */
export function trainingCount(clips: number, folds: number): number {
  const inside = (count: number): number => (count < FEWEST_TO_CHOOSE ? 1 : INNER_FOLDS + 1);
  return folds * inside(Math.floor((clips * (folds - 1)) / folds)) + inside(clips);
}
