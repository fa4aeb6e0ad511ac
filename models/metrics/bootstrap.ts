import { seededRandom } from './random.ts';

/** A figure with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap over items (Efron & Tibshirani, 1993).
 * @param statistic of the drawn indices; draws where it is NaN (no variation) are left out.
 * @returns the statistic on all items and the ends of its interval; NaN ends with fewer than three items.
 */
export function bootstrap(count: number, statistic: (indices: readonly number[]) => number, options: { readonly level?: number; readonly draws?: number; readonly seed?: number } = {}): Estimate {
  const { level = 0.95, draws = 1000, seed = 1 } = options;
  const value = statistic(Array.from({ length: count }, (_, i) => i));
  if (count < 3) return { value, low: NaN, high: NaN };
  const random = seededRandom(seed);
  const drawn: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const one = statistic(Array.from({ length: count }, () => Math.floor(random() * count)));
    if (!Number.isNaN(one)) drawn.push(one);
  }
  drawn.sort((a, b) => a - b);
  const at = (share: number): number => drawn[Math.min(drawn.length - 1, Math.max(0, Math.round(share * (drawn.length - 1))))] ?? NaN;
  return { value, low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
