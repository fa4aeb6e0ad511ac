import { GLOBAL_FRAMES } from '../models/architecture.ts';
import type { ChunkOutputs } from '../models/quality-model.ts';
import type { CachedChunk } from './feature-cache.ts';
import type { ChunkTimes } from './media.ts';
import { saliencyMaps } from './saliency-maps.ts';

/** Everything about a chunk that a change of heads leaves as it is. */
export type ChunkBasis = Omit<CachedChunk, 'features'>;

/** What the encoders made of a chunk, in the form in which it is kept. */
export function chunkBasis({ index, startS, endS, frameTimesS }: ChunkTimes, { cellWeights, cellTerms, saliency, saliencySide }: ChunkOutputs): ChunkBasis {
  const maps = saliencyMaps(saliency, saliencySide, GLOBAL_FRAMES.map((frame) => frameTimesS[frame] ?? startS));
  return { index, startS, endS, cellWeights, cellTerms, saliency: maps };
}

/** Length of a chunk in the pooling: seconds, 1 for a still, which has none. */
export function chunkLength({ startS, endS }: Pick<ChunkBasis, 'startS' | 'endS'>): number {
  return endS > startS ? endS - startS : 1;
}

/** Share of a video that chunks cover; lengths that add up to the whole do so but for rounding. */
export function shareSeen(lengthsS: readonly number[], videoS: number): number {
  const seen = videoS > 0 ? lengthsS.reduce((sum, length) => sum + length, 0) / videoS : 1;
  return seen < 0.9999 ? seen : 1;
}
