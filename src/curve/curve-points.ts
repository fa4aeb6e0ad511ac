import type { ChunkScore } from '../../workers/scoring-types.ts';

/** A point of a drawn line; a y of NaN breaks it. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

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
