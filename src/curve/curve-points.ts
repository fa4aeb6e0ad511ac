import type { ChunkScore } from '../../workers/scoring-types.ts';

/** A point of a drawn line; a y of NaN breaks it. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** More points than a wide screen has pixels cost time and show nothing. */
const MOST_POINTS = 2400;

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

/** At most {@link MOST_POINTS} points of a line: of each run the lowest and the highest, so that no dip is lost. */
export function drawable(points: readonly CurvePoint[]): CurvePoint[] {
  if (points.length <= MOST_POINTS) return [...points];
  const run = Math.ceil(points.length / (MOST_POINTS / 2));
  const kept: CurvePoint[] = [];
  for (let at = 0; at < points.length; at += run) {
    const group = points.slice(at, at + run);
    const gap = group.find(({ y }) => Number.isNaN(y));
    const solid = group.filter(({ y }) => !Number.isNaN(y));
    const low = solid.reduce<CurvePoint | null>((least, point) => (least === null || point.y < least.y ? point : least), null);
    const high = solid.reduce<CurvePoint | null>((most, point) => (most === null || point.y > most.y ? point : most), null);
    const chosen = [low, high, gap].filter((point) => point !== null && point !== undefined);
    kept.push(...[...new Set(chosen)].sort((a, b) => a.x - b.x));
  }
  return kept;
}
