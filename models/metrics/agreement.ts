import { bootstrap, type Estimate } from './bootstrap.ts';
import { kendall, pearson, rmse, spearman } from './correlation.ts';
import { fitLogistic, logistic } from './logistic.ts';

/** How well predictions agree with opinions: SRCC and KRCC on raw scores, PLCC after the logistic, RMSE on the 1–5 scale and after the logistic. */
export interface Agreement {
  readonly n: number;
  readonly srcc: Estimate;
  readonly krcc: Estimate;
  readonly plcc: Estimate;
  /** On the raw scale. */
  readonly rmse: Estimate;
  readonly rmseMapped: Estimate;
}

/**
 * All figures with bootstrap 95% intervals; the logistic is fitted once, on all items.
 * @param predicted on one scale for all items; any straight line may lie between it and the opinions'.
 * @param onScale the same predictions on the scale of the opinions, for RMSE.
 * @throws RangeError on unequal lengths.
 */
export function agreement(predicted: readonly number[], opinions: readonly number[], onScale: readonly number[] = predicted, seed = 1): Agreement {
  const beta = fitLogistic(predicted, opinions);
  const mapped = predicted.map((value) => logistic(value, beta));
  const of = (metric: (a: readonly number[], b: readonly number[]) => number, values: readonly number[]): Estimate =>
    bootstrap(opinions.length, (indices) => metric(indices.map((i) => values[i] ?? NaN), indices.map((i) => opinions[i] ?? NaN)), { seed });
  return {
    n: opinions.length,
    srcc: of(spearman, predicted),
    krcc: of(kendall, predicted),
    plcc: of(pearson, mapped),
    rmse: of(rmse, onScale),
    rmseMapped: of(rmse, mapped),
  };
}
