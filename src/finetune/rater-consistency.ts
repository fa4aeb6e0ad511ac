import { pearson } from '../../models/metrics/correlation.ts';
import type { RatingSession } from './rating-session.ts';

/** How well a rater agrees with their own earlier ratings. */
export interface Consistency {
  /** Clips that were rated twice without the rater being told. */
  readonly pairs: number;
  /** Mean absolute difference in steps. */
  readonly difference: number;
  /** Pearson's correlation; null with too few pairs or without variation. */
  readonly correlation: number | null;
}

/** With fewer pairs a correlation says nothing. */
export const FEWEST_PAIRS = 5;

/** Compares first ratings with those of the hidden repeats; null while no clip was rated twice. */
export function raterConsistency(sessions: readonly RatingSession[]): Consistency | null {
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (const { order, answers } of sessions) {
    const stepOf = new Map(answers.map(({ place, step }) => [place, step]));
    order.forEach(({ clip, repeat }, place) => {
      if (!repeat) return;
      const first = stepOf.get(order.findIndex((shown) => shown.clip === clip && !shown.repeat)) ?? null;
      const second = stepOf.get(place) ?? null;
      if (first === null || second === null) return;
      firsts.push(first);
      seconds.push(second);
    });
  }
  if (firsts.length === 0) return null;
  const difference = firsts.reduce((sum, first, i) => sum + Math.abs(first - (seconds[i] ?? first)), 0) / firsts.length;
  const correlation = firsts.length < FEWEST_PAIRS ? NaN : pearson(firsts, seconds);
  return { pairs: firsts.length, difference, correlation: Number.isNaN(correlation) ? null : correlation };
}
