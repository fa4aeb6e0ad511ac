import { bootstrap, type Estimate } from '../metrics/bootstrap.ts';
import { rmse } from '../metrics/correlation.ts';
import { mean } from '../metrics/mean.ts';
import { groupedFolds } from './folds.ts';

/** Why a training changed the error by no more than it did: what the simplest learner can do on the same labels. */
export interface Evidence {
  /** Change of RMSE by the training, as a share of the RMSE before: below 0 where it fell. Paired bootstrap over the clips. */
  readonly training: Estimate;
  /** The same for a straight line from the score to the labels, cross-validated: its parts are its means over {@link DRAWS} draws of the folds. */
  readonly line: Estimate;
  /** RMSE of that line. */
  readonly lineRmse: number;
  /** RMSE of the best straight line, fitted on the very clips: no change of scale does better. */
  readonly bestLineRmse: number;
}

/** A single draw of folds says little on a few dozen clips. */
export const DRAWS = 20;

function fittedLine(x: readonly number[], y: readonly number[]): (value: number) => number {
  const [meanX, meanY] = [mean(x), mean(y)];
  const sxx = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const sxy = x.reduce((sum, value, i) => sum + (value - meanX) * ((y[i] ?? NaN) - meanY), 0);
  const slope = sxx > 0 ? sxy / sxx : 0;
  return (value) => meanY + slope * (value - meanX);
}

/** Every clip by a line fitted to the other folds. */
function lineOnUnseen(scores: readonly number[], labels: readonly number[], folds: number, seed: number): number[] {
  const foldOf = groupedFolds(scores.map((_, i) => String(i)), folds, seed);
  const lines = Array.from({ length: folds }, (_, fold) => {
    const train = foldOf.flatMap((own, i) => (own === fold ? [] : [i]));
    return fittedLine(train.map((i) => scores[i] ?? NaN), train.map((i) => labels[i] ?? NaN));
  });
  return scores.map((score, i) => lines[foldOf[i] ?? 0]?.(score) ?? NaN);
}

function change(before: readonly number[], after: readonly number[], labels: readonly number[]): Estimate {
  return bootstrap(labels.length, (indices) => {
    const pick = (values: readonly number[]): number[] => indices.map((i) => values[i] ?? NaN);
    const drawn = pick(labels);
    return rmse(pick(after), drawn) / rmse(pick(before), drawn) - 1;
  });
}

/**
 * @param before what the parent says of each clip. @param after what models say that had not seen it.
 * @throws RangeError with fewer clips than folds.
 */
export function evidenceOf(before: readonly number[], after: readonly number[], labels: readonly number[], folds: number): Evidence {
  const lines = Array.from({ length: DRAWS }, (_, draw) => lineOnUnseen(before, labels, folds, draw + 1));
  const changes = lines.map((line) => change(before, line, labels));
  const best = fittedLine(before, labels);
  return {
    training: change(before, after, labels),
    line: { value: mean(changes.map(({ value }) => value)), low: mean(changes.map(({ low }) => low)), high: mean(changes.map(({ high }) => high)) },
    lineRmse: mean(lines.map((line) => rmse(line, labels))),
    bestLineRmse: rmse(before.map(best), labels),
  };
}
