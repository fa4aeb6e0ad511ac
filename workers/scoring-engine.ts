import type { FusionHead } from '../models/fusion/fusion-head.ts';
import type { ModelHeader } from '../models/model-file.ts';
import type { ChunkOutputs } from '../models/quality-model.ts';
import type { HeadScore } from './chunk-score.ts';
import type { PictureReader } from './clip/clip-link.ts';
import type { BackendName } from './scoring-types.ts';
import type { ChunkBatch } from './views/gpu/gpu-chunk-views.ts';

/** What scoring needs of the engine; the nets themselves stay behind it. */
export interface ScoringEngine {
  readonly backend: BackendName;
  readonly header: ModelHeader;
  /** Names the encoders, for the feature cache. */
  readonly trunk: string;
  /** Looks at one frame of each chunk, beside the nets. */
  readonly clip?: PictureReader | null;
  /** Of a model that is fused with CLIP. */
  readonly fusion?: FusionHead | null;
  /** The graphics device that the nets run on, where views can be made; absent or null on other backends. */
  readonly device?: GPUDevice | null;
  /** How many chunks the nets do well to take at once where the decoder is ahead; 1 where it is absent. */
  readonly together?: number;
  /** Runs the nets over chunks, several only on a device. @throws ViewsLost when their views went with their device. */
  run(chunks: ChunkBatch): Promise<readonly ChunkOutputs[]>;
  runHeads(features: Float32Array, cellTerms: Float32Array): Promise<HeadScore>;
}
