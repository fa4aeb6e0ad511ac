import { F5_FEATURES, F5_FEATURES_AT } from '../architecture.ts';
import type { ModelFile } from '../model-file.ts';
import type { LastStageInput } from '../quality-model.ts';
import { standardise } from './head-network.ts';
import type { FeatureChunk, LabelledClip } from './labelled-clip.ts';

/** Long videos are represented by this many chunks, evenly spread. */
const CHUNKS_PER_CLIP = 8;

/** One chunk as training reads it. */
export interface ChunkRow {
  /** 4460 standardised features. */
  readonly features: Float32Array;
  readonly localTerm: number;
  /** Share of the clip's duration; those of a clip sum to 1. */
  readonly share: number;
  readonly durationS: number;
  /** CLIP's features. */
  readonly picture: Float32Array | null;
  readonly stage: LastStageInput | null;
}

function evenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]).filter((item) => item !== undefined);
}

/** A clip's chunks, standardised as the parent's head does it. */
export function clipRows(clip: LabelledClip, parent: ModelFile): ChunkRow[] {
  const mean = parent.tensors.get('head/mean')?.values ?? new Float32Array();
  const scale = parent.tensors.get('head/scale')?.values ?? new Float32Array();
  const chunks: readonly FeatureChunk[] = evenly(clip.chunks, CHUNKS_PER_CLIP);
  const total = chunks.reduce((sum, { durationS }) => sum + durationS, 0);
  return chunks.map(({ features, localTerm, durationS, picture, stage }) => ({
    features: standardise(features, mean, scale), localTerm, durationS, share: durationS / total, picture: picture ?? null, stage: stage ?? null,
  }));
}

/** The mean of the features over the chunks of a clip. */
export function meanFeatures(rows: readonly ChunkRow[]): Float32Array {
  const mean = new Float32Array(rows[0]?.features.length ?? 0);
  for (const { features } of rows) for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] ?? 0) + (features[i] ?? 0) / rows.length;
  return mean;
}

/** The features without those of f5, which a stage that trains makes anew. */
export function withoutF5({ features }: ChunkRow): Float32Array {
  return Float32Array.from(features).fill(0, F5_FEATURES_AT, F5_FEATURES_AT + F5_FEATURES);
}
