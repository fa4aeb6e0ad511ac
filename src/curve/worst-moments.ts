import type { ChunkScore } from '../../workers/scoring-types.ts';

/** A stretch of neighbouring chunks around a low point. */
export interface Moment {
  readonly startS: number;
  readonly endS: number;
  /** The lowest score in it. */
  readonly mos: number;
}

/** Neighbours within this many MOS of the low point belong to its moment: less is hardly ever seen. */
const SAME = 0.25;
/** Chunks nearer than this touch: times are rounded on their way. Seconds. */
const TOUCHING_S = 1e-3;

type TimedScore = Pick<ChunkScore, 'startS' | 'endS' | 'mos'>;

/**
 * The lowest points of a video, lowest first, each with the neighbours that are about as bad. The slopes of a dip belong
 * to it and make no moment of their own, so every moment is a dip that somebody would notice by itself.
 * Only chunks below the mean count: above it nothing is a worst moment, however few dips there are.
 * @param chunks in order of time.
 * @returns none where the whole video is one such stretch: then no moment is worse than the others.
 */
export function worstMoments(chunks: readonly TimedScore[], count: number): Moment[] {
  const taken = new Set<number>();
  const moments: Moment[] = [];
  const touches = (a: number, b: number): boolean => {
    const left = chunks[Math.min(a, b)];
    const right = chunks[Math.max(a, b)];
    return left !== undefined && right !== undefined && right.startS - left.endS <= TOUCHING_S;
  };
  const lowestFirst = [...chunks.keys()].sort((a, b) => (chunks[a]?.mos ?? 0) - (chunks[b]?.mos ?? 0));
  const mean = chunks.reduce((sum, { mos }) => sum + mos, 0) / chunks.length;
  for (const seed of lowestFirst) {
    if (moments.length === count || (chunks[seed]?.mos ?? 0) > mean) break;
    if (taken.has(seed)) continue;
    const slope = [seed - 1, seed + 1].some((side) => taken.has(side) && touches(side, seed));
    taken.add(seed);
    if (slope) continue;
    const { mos } = chunks[seed] ?? { mos: 0 };
    const belongs = (at: number, before: number): boolean => !taken.has(at) && touches(at, before) && (chunks[at]?.mos ?? Infinity) <= mos + SAME;
    let first = seed;
    let last = seed;
    while (belongs(first - 1, first)) taken.add((first -= 1));
    while (belongs(last + 1, last)) taken.add((last += 1));
    if (last - first === chunks.length - 1) return [];
    moments.push({ startS: chunks[first]?.startS ?? 0, endS: chunks[last]?.endS ?? 0, mos });
  }
  return moments;
}
