import { mean } from '../metrics/mean.ts';
import { studentQuantile } from '../metrics/student-t.ts';

/** A straight line from the parent's MOS to the user's scale. */
export interface Recalibration {
  readonly slope: number;
  readonly intercept: number;
}

export const NO_RECALIBRATION: Recalibration = { slope: 1, intercept: 0 };

/** Strength of the pull towards "no change", in clips: a handful of labels must not turn the scale around. */
const PRIOR_CLIPS = 8;
/** What the labels have to show at this level, two-sided, to be corrected. */
const LEVEL = 0.95;
/** Under this many labels nothing tells the tests below how large the noise is. */
const FEWEST = 3;
const SLOPES = [0.3, 3] as const;

const sumOfSquares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value ** 2, 0);

/**
 * Least squares, pulled towards slope 1 and intercept 0 as if {@link PRIOR_CLIPS} clips had agreed with the parent. Only what the labels show in a
 * t-test at {@link LEVEL} is corrected: the slope where it is not 1, else the offset where it is not 0, else nothing. On the 36 clips of konvid-dev, where the model of 0.4.0 lies
 * 0.26 below the labels, an offset alone takes 7% off the cross-validated error, and a slope, of which the labels show nothing, gives 2% of it back.
 */
export function recalibrate(predicted: readonly number[], labels: readonly number[]): Recalibration {
  const n = predicted.length;
  if (n < FEWEST) return NO_RECALIBRATION;
  const meanX = mean(predicted);
  const centred = predicted.map((value) => value - meanX);
  const differences = labels.map((label, i) => label - (predicted[i] ?? NaN));
  const bias = mean(differences);
  // Of the differences on the predictions: the slope less 1.
  const sxx = sumOfSquares(centred);
  const sxd = centred.reduce((sum, x, i) => sum + x * ((differences[i] ?? NaN) - bias), 0);
  const tilt = sxx > 0 ? sxd / sxx : 0;
  const residual = Math.sqrt(sumOfSquares(differences.map((difference, i) => difference - bias - tilt * (centred[i] ?? NaN))) / (n - 2));
  const tilted = Math.abs(tilt) * Math.sqrt(sxx) > studentQuantile(LEVEL, n - 2) * residual;
  const deviation = Math.sqrt(sumOfSquares(differences.map((difference) => difference - bias)) / (n - 1));
  if (!tilted && Math.abs(bias) * Math.sqrt(n) <= studentQuantile(LEVEL, n - 1) * deviation) return NO_RECALIBRATION;
  const shift = (bias * n) / (n + PRIOR_CLIPS);
  // The prior clips have the spread of a common test set, 0.6 MOS.
  const slope = tilted ? Math.min(SLOPES[1], Math.max(SLOPES[0], 1 + sxd / (sxx + PRIOR_CLIPS * 0.36))) : 1;
  return { slope, intercept: meanX + shift - slope * meanX };
}
