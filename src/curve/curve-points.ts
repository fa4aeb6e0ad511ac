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

/**
 * The line that is drawn of a value per chunk: its stair, or of a long one, for each run of chunks, the lowest and the highest, so that no dip is lost.
 * Drawn anew while a video is scored, so of a long list it makes no more points than it returns.
 */
export function curveLine(chunks: readonly ChunkScore[], value: (chunk: ChunkScore) => number | undefined): CurvePoint[] {
  if (chunks.length * 2 <= MOST_POINTS) return stairs(chunks, value);
  // Two chunks of a run make four points.
  const run = Math.ceil(chunks.length / (MOST_POINTS / 4));
  const kept: CurvePoint[] = [];
  for (let from = 0; from < chunks.length; from += run) {
    const to = Math.min(chunks.length, from + run);
    let low = -1;
    let high = -1;
    let least = Infinity;
    let most = -Infinity;
    let gap = -1;
    for (let at = from; at < to; at += 1) {
      const chunk = chunks[at];
      if (chunk === undefined) continue;
      const y = value(chunk) ?? Number.NaN;
      const before = chunks[at - 1];
      if (Number.isNaN(y) || (before !== undefined && chunk.startS - before.endS > TOUCHING_S)) gap = at;
      if (y < least) [low, least] = [at, y];
      if (y > most) [high, most] = [at, y];
    }
    let drawn = -1;
    // A gap lies before its chunk.
    for (const place of [low, high, gap - 0.5].sort((a, b) => a - b)) {
      if (place < 0 || place === drawn) continue;
      drawn = place;
      const chunk = chunks[Math.ceil(place)];
      if (chunk === undefined) continue;
      if (place % 1 !== 0) kept.push({ x: chunks[Math.floor(place)]?.endS ?? chunk.startS, y: Number.NaN });
      else kept.push({ x: chunk.startS, y: value(chunk) ?? Number.NaN }, { x: chunk.endS, y: value(chunk) ?? Number.NaN });
    }
  }
  return kept;
}
