import { chunkOpinion, pool, videoOpinion } from '../models/calibration.ts';
import { cellShares } from '../models/cell-shares.ts';
import type { ModelHeader } from '../models/model-file.ts';
import type { ChunkOutputs } from '../models/quality-model.ts';
import { chunkLength, type ChunkBasis } from './chunk-basis.ts';
import type { FusionRoute } from './fusion-route.ts';
import type { MappedChunk, PooledChunk, VideoScore } from './scoring-types.ts';

/** What the heads say of one chunk. */
export type HeadScore = Pick<ChunkOutputs, 'raw' | 'spread' | 'dimensions' | 'embedding'>;

/** CLIP's features of a chunk's frame: what the page shows, and what is fused into the score. */
export interface ChunkPictures {
  readonly shown: Float32Array | null;
  readonly fused: Float32Array | null;
}

/** The score of one chunk. @throws RangeError for features of another CLIP than the model's. */
export function scoreChunk(
  { header, fusion }: Pick<FusionRoute, 'header' | 'fusion'>, basis: ChunkBasis, outputs: HeadScore, { shown, fused }: ChunkPictures,
): { readonly score: MappedChunk; readonly pooled: PooledChunk } {
  const fusing = fusion !== null && fused !== null;
  const raw = fusing ? outputs.raw + fusion.residual(outputs.embedding, fused) : outputs.raw;
  const { mos, low, high } = chunkOpinion(header.calibration, raw, outputs.spread);
  const dimensions = Object.fromEntries(
    header.dimensions.map(({ name, scale, offset }, i) => [name, Math.min(5, Math.max(1, scale * (outputs.dimensions[i] ?? NaN) + offset))]),
  );
  const { scale, offset } = header.calibration;
  return {
    pooled: { raw, spread: outputs.spread, durationS: chunkLength(basis), dimensions, ...(fusing ? { fused: true } : {}) },
    score: {
      index: basis.index,
      startS: basis.startS,
      endS: basis.endS,
      mos,
      low,
      high,
      dimensions,
      saliency: basis.saliency,
      cells: Array.from(cellShares({ ...basis, raw }), (share) => scale * share + offset / basis.cellTerms.length),
      ...(shown === null ? {} : { clip: shown }),
    },
  };
}

/** The score of a video from its chunks; null without any. @param shareSeen share of the video that they cover. */
export function scoreVideo(header: ModelHeader, chunks: readonly PooledChunk[], shareSeen: number): VideoScore | null {
  if (chunks.length === 0) return null;
  const { mos, low, high } = videoOpinion(header.calibration, chunks, shareSeen);
  const dimensions = Object.fromEntries(
    header.dimensions.map(({ name }) => [
      name,
      pool(chunks.map(({ dimensions, durationS }) => ({ value: dimensions[name] ?? NaN, weight: durationS })), header.calibration.pooling),
    ]),
  );
  return { mos, low, high, dimensions };
}
