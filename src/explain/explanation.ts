import type { ChunkScore, FileResult } from '../../workers/scoring-types.ts';
import { NOTICEABLE_BELOW, SAME_WITHIN, STANDS_OUT_BY } from './noticeable.ts';
import { stretchCauses } from './stretch-causes.ts';

/** A stretch of the video, seconds from its start. */
export interface Span {
  readonly startS: number;
  readonly endS: number;
}

/** What is to be said of a result beside its number. */
export interface Explanation {
  readonly mos: number;
  /** Names of the dimensions that hold the score down, the first one most: none, one, or two alike. */
  readonly causes: readonly string[];
  /** Where the video is clearly worse than elsewhere; null where it is even, or has fewer than three chunks. */
  readonly worst: Span | null;
}

/** A dip smaller than this is hardly seen (docs/interface.md). */
const DIP = 0.2;
const FEWEST_CHUNKS = 3;

/**
 * The dimensions to blame: the lowest one when it is noticeable and stands out from the one after it; the lowest two when they are alike and both stand out
 * from the third. Otherwise nothing stands out and nothing is blamed.
 * @param dimensions 1–5 by name.
 */
export function standOut(dimensions: Readonly<Record<string, number>>): string[] {
  const sorted = Object.entries(dimensions)
    .filter(([, value]) => Number.isFinite(value))
    .sort(([, a], [, b]) => a - b);
  const [first, second, third] = sorted;
  if (first === undefined || second === undefined || first[1] >= NOTICEABLE_BELOW) return [];
  if (second[1] - first[1] >= STANDS_OUT_BY) return [first[0]];
  const alike = second[1] - first[1] < SAME_WITHIN && second[1] < NOTICEABLE_BELOW;
  return alike && third !== undefined && third[1] - second[1] >= STANDS_OUT_BY ? [first[0], second[0]] : [];
}

/**
 * The run of neighbouring chunks around the lowest one that stay below the middle between it and the mean.
 * @returns null where the lowest chunk is hardly below the mean.
 */
export function worstSpan(chunks: readonly ChunkScore[]): Span | null {
  if (chunks.length < FEWEST_CHUNKS) return null;
  const mean = chunks.reduce((sum, { mos }) => sum + mos, 0) / chunks.length;
  const lowest = chunks.reduce((at, { mos }, i) => (mos < (chunks[at]?.mos ?? Infinity) ? i : at), 0);
  const least = chunks[lowest]?.mos ?? mean;
  if (mean - least < DIP) return null;
  const limit = (mean + least) / 2;
  const joined = (a: ChunkScore | undefined, b: ChunkScore | undefined): boolean => a !== undefined && b !== undefined && b.startS - a.endS < 1e-3;
  let from = lowest;
  while ((chunks[from - 1]?.mos ?? Infinity) <= limit && joined(chunks[from - 1], chunks[from])) from -= 1;
  let to = lowest;
  while ((chunks[to + 1]?.mos ?? Infinity) <= limit && joined(chunks[to], chunks[to + 1])) to += 1;
  return { startS: chunks[from]?.startS ?? 0, endS: chunks[to]?.endS ?? 0 };
}

/** Why a score is what it is; null without a score. Where a stretch is worse than the rest, what falls there is blamed, else what stands out in the whole. */
export function explain({ score, chunks }: Pick<FileResult, 'score' | 'chunks'>): Explanation | null {
  if (score === null) return null;
  const worst = worstSpan(chunks);
  const within = ({ startS, endS }: ChunkScore): boolean => worst !== null && startS >= worst.startS && endS <= worst.endS;
  const there = worst === null ? [] : stretchCauses(chunks.filter(within), chunks.filter((chunk) => !within(chunk)));
  return { mos: score.mos, causes: there.length > 0 ? there : standOut(score.dimensions), worst };
}
