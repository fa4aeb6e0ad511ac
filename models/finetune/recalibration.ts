/** A straight line from the parent's MOS to the user's scale. */
export interface Recalibration {
  readonly slope: number;
  readonly intercept: number;
}

/** Strength of the pull towards "no change", in clips: a handful of labels must not turn the scale around. */
const PRIOR_CLIPS = 8;
const SLOPES = [0.3, 3] as const;

/** Least squares, pulled towards slope 1 and intercept 0 as if {@link PRIOR_CLIPS} clips had agreed with the parent. */
export function recalibrate(predicted: readonly number[], labels: readonly number[]): Recalibration {
  const n = predicted.length;
  if (n === 0) return { slope: 1, intercept: 0 };
  const meanX = predicted.reduce((a, b) => a + b, 0) / n;
  const shift = labels.reduce((sum, label, i) => sum + label - (predicted[i] ?? 0), 0) / (n + PRIOR_CLIPS);
  const meanY = meanX + shift;
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < n; i += 1) {
    const x = (predicted[i] ?? 0) - meanX;
    sxx += x * x;
    sxy += x * ((labels[i] ?? 0) - meanY);
  }
  // The prior clips have the spread of a common test set, 0.6 MOS.
  const prior = PRIOR_CLIPS * 0.36;
  const slope = Math.min(SLOPES[1], Math.max(SLOPES[0], (sxy + prior) / (sxx + prior)));
  return { slope, intercept: meanY - slope * meanX };
}
