import type { ChunkScore } from '../../workers/scoring-types.ts';
import { NOTICEABLE_BELOW, SAME_WITHIN, STANDS_OUT_BY } from './noticeable.ts';

/** A dimension that is as low in this share of the other chunks does not tell a stretch from them: contents have a level of their own, motion above all. */
const SELDOM = 0.2;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lowEnd(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(SELDOM * values.length) - 1] ?? Number.NaN;
}

/**
 * The dimensions to blame for a stretch that is worse than the rest of its video: noticeable there, near the lowest of all there, and half a step below what they seldom
 * fall to elsewhere. The one that falls most, with a second one that falls as much or as low.
 * @param inside chunks of the stretch. @param outside the others; without any nothing can be told.
 */
export function stretchCauses(inside: readonly ChunkScore[], outside: readonly ChunkScore[]): string[] {
  if (inside.length === 0 || outside.length === 0) return [];
  const levels = Object.keys(inside[0]?.dimensions ?? {}).map((name) => {
    const of = (chunks: readonly ChunkScore[]): number[] => chunks.map(({ dimensions }) => dimensions[name] ?? Number.NaN);
    const level = mean(of(inside));
    return { name, level, fall: lowEnd(of(outside)) - level };
  });
  const lowest = Math.min(...levels.map(({ level }) => level));
  const [first, second] = levels
    .filter(({ level, fall }) => level < NOTICEABLE_BELOW && level - lowest < STANDS_OUT_BY && fall >= STANDS_OUT_BY)
    .sort((a, b) => b.fall - a.fall);
  if (first === undefined) return [];
  const alike = second !== undefined && (first.fall - second.fall < SAME_WITHIN || Math.abs(first.level - second.level) < SAME_WITHIN);
  return alike ? [first.name, second.name] : [first.name];
}
