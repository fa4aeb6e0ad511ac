import { rmse } from '../metrics/correlation.ts';
import { seededRandom } from '../metrics/random.ts';

/** Plain words for whether the fine-tuned model is better on clips it has not seen. */
export type Verdict = 'likely' | 'unclear' | 'no' | 'unknown';

/** Fewer labels than this say nothing about unseen clips. */
export const FEWEST_LABELS = 8;
const DRAWS = 2000;
const SURE = 0.95;

/**
 * Paired bootstrap of the RMSE difference: `likely` when the fine-tuned model is better in 95% of the draws, `no` when it is not better on the
 * clips themselves, `unknown` with fewer than {@link FEWEST_LABELS} labels.
 */
export function verdictOf(before: readonly number[], after: readonly number[], labels: readonly number[], seed = 1): Verdict {
  if (labels.length < FEWEST_LABELS) return 'unknown';
  if (rmse(after, labels) >= rmse(before, labels)) return 'no';
  const random = seededRandom(seed);
  let better = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const indices = labels.map(() => Math.floor(random() * labels.length));
    const pick = (values: readonly number[]): number[] => indices.map((i) => values[i] ?? NaN);
    if (rmse(pick(after), pick(labels)) < rmse(pick(before), pick(labels))) better += 1;
  }
  return better / DRAWS >= SURE ? 'likely' : 'unclear';
}
