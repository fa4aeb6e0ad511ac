/** Scores from `from` to below `to` (the last step includes its end). */
export interface DistributionStep {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Part of all scores in this step, 0–1. */
  readonly share: number;
  /** Part of all scores below its end, 0–1. */
  readonly cumulative: number;
}

/** Steps on each MOS: fine enough to show two peaks, coarse enough for ten chunks. */
const STEPS_PER_MOS = 4;
const LOWEST = 1;
const HIGHEST = 5;

/** The histogram of scores over the scale from 1 to 5 in steps of a quarter, with its running sum. */
export function scoreDistribution(scores: readonly number[]): DistributionStep[] {
  const steps = (HIGHEST - LOWEST) * STEPS_PER_MOS;
  const counts = new Array<number>(steps).fill(0);
  for (const score of scores) {
    const at = Math.min(steps - 1, Math.max(0, Math.floor((score - LOWEST) * STEPS_PER_MOS)));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  let sum = 0;
  return counts.map((count, i) => {
    sum += count;
    const all = Math.max(1, scores.length);
    return { from: LOWEST + i / STEPS_PER_MOS, to: LOWEST + (i + 1) / STEPS_PER_MOS, count, share: count / all, cumulative: sum / all };
  });
}
