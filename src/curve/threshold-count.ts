import type { ChunkScore } from '../../workers/scoring-types.ts';

/** How much of a video lies below a score. */
export interface ThresholdCount {
  /** Chunks below it; one that equals it is not below. */
  readonly below: number;
  readonly all: number;
  /** Part of the chunks below it, 0–1; 0 where nothing was scored. */
  readonly share: number;
}

/** Counts the chunks whose score is below a threshold (MOS, 1–5). */
export function countBelow(chunks: readonly Pick<ChunkScore, 'mos'>[], threshold: number): ThresholdCount {
  const below = chunks.filter(({ mos }) => mos < threshold).length;
  return { below, all: chunks.length, share: chunks.length === 0 ? 0 : below / chunks.length };
}
