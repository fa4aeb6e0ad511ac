import type { ChunkScore } from '../../workers/scoring-types.ts';

/** A point of a drawn line; a y of NaN breaks it. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** More points than a wide screen has pixels cost time and show nothing. */
const MOST_POINTS = 1600;

/** Lines nearer than this count as touching: times are rounded on their way. */
const TOUCHING_S = 1e-3;

/**
 * A value per chunk as a stair: each chunk is flat from its start to its end, and the line breaks where chunks were left out.
 * @param value what to draw of a chunk.
 */
export function stairs(chunks: readonly ChunkScore[], value: (chunk: ChunkScore) => number | undefined): CurvePoint[] {
  const points: CurvePoint[] = [];
  let before: ChunkScore | null = null;
  for (const chunk of chunks) {
    const y = value(chunk) ?? Number.NaN;
    if (before !== null && chunk.startS - before.endS > TOUCHING_S) points.push({ x: before.endS, y: Number.NaN });
    points.push({ x: chunk.startS, y }, { x: chunk.endS, y });
    before = chunk;
  }
  return points;
}

/** At most {@link MOST_POINTS} points of a line: of each run the lowest and the highest, so that no dip is lost. Drawn anew while a video is scored, so it makes no lists but the last. */
export function drawable(points: readonly CurvePoint[]): CurvePoint[] {
  if (points.length <= MOST_POINTS) return [...points];
  const run = Math.ceil(points.length / (MOST_POINTS / 2));
  const kept: CurvePoint[] = [];
  for (let from = 0; from < points.length; from += run) {
    const to = Math.min(points.length, from + run);
    let low = -1;
    let high = -1;
    let gap = -1;
    for (let at = from; at < to; at += 1) {
      const y = points[at]?.y ?? Number.NaN;
      if (Number.isNaN(y)) {
        if (gap < 0) gap = at;
        continue;
      }
      if (low < 0 || y < (points[low]?.y ?? 0)) low = at;
      if (high < 0 || y > (points[high]?.y ?? 0)) high = at;
    }
    let before = -1;
    for (const at of [low, high, gap].sort((a, b) => a - b)) {
      const point = points[at];
      if (point !== undefined && at !== before) kept.push(point);
      before = at;
    }
  }
  return kept;
}
