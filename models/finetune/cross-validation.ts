import { FineTuner, STEPS, STEPS_PER_CHECK, type Breath, type Check, type Prediction, type Seen } from './fine-tuner.ts';
import { groupedFolds } from './folds.ts';
import { mean } from '../metrics/mean.ts';
import type { LabelledClip } from './labelled-clip.ts';

const INNER_FOLDS = 3;
/** Checks without a lower error on the clips held out, after which a training that only chooses the number of steps ends early. */
const PATIENCE = 4;
/** Where a fold leaves fewer clips than this there is nothing to choose the number of steps by: only the scale is fitted, there and in the end. */
const FEWEST_TO_CHOOSE = 12;
/** Standard errors by which training has to win before it is trained at all: 95%, one-sided, as the report's "likely" asks. */
const SURE = 1.645;

/** How far fine-tuning has come, for the page, with the curves of the training that runs. */
export interface TrainingProgress extends Omit<Check, 'share'> {
  readonly stage: 'cross-validation' | 'final';
  /** 0–1 over all trainings. */
  readonly share: number;
  /** Counts the trainings. */
  readonly training: number;
  /** Whether that training has ended. */
  readonly ended: boolean;
}

export type Report = (progress: TrainingProgress) => void;

/**
 * Chooses for how many steps to train, 0 for the recalibration alone, by cross-validation inside the given clips. Training has to be better than the
 * recalibration by {@link SURE} standard errors of the squared error; then the shortest is taken that is within one standard error of the best (the
 * one-standard-error rule, Breiman et al., CART, 1984). With a few dozen labels the lowest point of a validation curve is mostly luck: on 36 clips of
 * KoNViD-1k following it, or leaving the parent for one standard error, made a good parent worse.
 */
export async function chooseLength(
  tuner: FineTuner, clips: readonly LabelledClip[], train: readonly number[], seed: number, breathe: Breath, seen: Seen,
): Promise<number> {
  const folds = groupedFolds(train.map((i) => clips[i]?.name ?? ''), INNER_FOLDS, seed);
  // errors[choice][clip], choices from the simplest on: the recalibrated parent, then every check.
  const errors: number[][] = Array.from({ length: STEPS / STEPS_PER_CHECK + 1 }, () => []);
  for (let fold = 0; fold < INNER_FOLDS; fold += 1) {
    const inner = train.filter((_, k) => folds[k] !== fold);
    const held = train.filter((_, k) => folds[k] === fold);
    const labels = held.map((i) => clips[i]?.label ?? NaN);
    const { watched } = await tuner.fit(inner, held, STEPS, breathe, seen, { patience: PATIENCE });
    watched.forEach((predictions, choice) => errors[choice]?.push(...predictions.map(({ mos }, k) => (mos - (labels[k] ?? NaN)) ** 2)));
  }
  // Only choices that every fold came to.
  const complete = errors.filter(({ length }) => length === train.length);
  const means = complete.map(mean);
  const best = means.indexOf(Math.min(...means));
  const chosen = complete.findIndex((own, choice) => {
    const differences = own.map((error, k) => error - (complete[best]?.[k] ?? NaN));
    return choice === best || mean(differences) <= (choice === 0 ? SURE : 1) * standardError(differences);
  });
  return chosen * STEPS_PER_CHECK;
}

function standardError(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1) / values.length);
}

/** Predictions for every clip by a model that has not seen it. */
export interface CrossValidation {
  readonly before: readonly Prediction[];
  readonly after: readonly Prediction[];
}

/** Grouped k-fold cross-validation; how far to go is chosen anew inside every fold, so that nothing leaks. @throws RangeError with fewer clips than folds. */
export async function crossValidate(
  tuner: FineTuner, clips: readonly LabelledClip[], folds: number, seed: number, breathe: Breath, seen: Seen,
): Promise<CrossValidation> {
  const all = clips.map((_, i) => i);
  const before = await tuner.parentPredictions(all);
  const foldOf = groupedFolds(clips.map(({ name }) => name), folds, seed);
  const after: Prediction[] = [...before];
  for (let fold = 0; fold < folds; fold += 1) {
    const train = all.filter((i) => foldOf[i] !== fold);
    const held = all.filter((i) => foldOf[i] === fold);
    const steps = trainsNetworks(clips.length, folds) ? await chooseLength(tuner, clips, train, seed + fold + 1, breathe, seen) : 0;
    const { watched } = await tuner.fit(train, held, steps, breathe, seen);
    const last = watched.at(-1) ?? [];
    held.forEach((clip, k) => {
      const prediction = last[k];
      if (prediction !== undefined) after[clip] = prediction;
    });
  }
  return { before, after };
}

/** Whether the folds, and with them the final training, may train anything but the scale. */
export function trainsNetworks(clips: number, folds: number): boolean {
  return Math.floor((clips * (folds - 1)) / folds) >= FEWEST_TO_CHOOSE;
}

/** How many trainings a whole run takes, for its progress. @param fusing whether CLIP's fusion is trained as well. */
export function trainingCount(clips: number, folds: number, fusing = false): number {
  const each = trainsNetworks(clips, folds) ? INNER_FOLDS + 1 : 1;
  return (fusing ? 2 : 1) * (folds + 1) * each;
}
