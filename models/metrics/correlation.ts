import { mean } from './mean.ts';
import { ranks } from './ranks.ts';

/** Agreement of predictions with opinions, by ITU-T P.1401. All are NaN where they are not defined (fewer than two items, or no variation). */

function sameLength(a: readonly number[], b: readonly number[]): void {
  if (a.length !== b.length) throw new RangeError(`${a.length} predictions for ${b.length} opinions`);
}

/** Pearson's linear correlation. @throws RangeError on unequal lengths. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  sameLength(a, b);
  const ma = mean(a);
  const mb = mean(b);
  let sab = 0;
  let saa = 0;
  let sbb = 0;
  for (let i = 0; i < a.length; i += 1) {
    const da = (a[i] ?? 0) - ma;
    const db = (b[i] ?? 0) - mb;
    sab += da * db;
    saa += da * da;
    sbb += db * db;
  }
  return saa > 0 && sbb > 0 ? sab / Math.sqrt(saa * sbb) : NaN;
}

/** Spearman's rank correlation (SRCC). @throws RangeError on unequal lengths. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b));
}

/** Kendall's τ-b (KRCC). @throws RangeError on unequal lengths. */
export function kendall(a: readonly number[], b: readonly number[]): number {
  sameLength(a, b);
  let concordance = 0;
  let untiedA = 0;
  let untiedB = 0;
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const da = Math.sign((a[i] ?? 0) - (a[j] ?? 0));
      const db = Math.sign((b[i] ?? 0) - (b[j] ?? 0));
      concordance += da * db;
      untiedA += da * da;
      untiedB += db * db;
    }
  }
  return untiedA > 0 && untiedB > 0 ? concordance / Math.sqrt(untiedA * untiedB) : NaN;
}

/** Root of the mean squared error. @throws RangeError on unequal lengths. */
export function rmse(predicted: readonly number[], opinions: readonly number[]): number {
  sameLength(predicted, opinions);
  return Math.sqrt(mean(predicted.map((value, i) => (value - (opinions[i] ?? 0)) ** 2)));
}
