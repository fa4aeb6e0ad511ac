import type { ClipAnswer } from './clip-input.ts';

/** One chunk as fine-tuning sees it: what the frozen encoders said of it. */
export interface FeatureChunk {
  /** 4460 features before standardisation. */
  readonly features: Float32Array;
  /** Σ w·q, which fine-tuning leaves as it is. */
  readonly localTerm: number;
  readonly durationS: number;
  /** What CLIP said of it, where CLIP has looked. */
  readonly clip?: ClipAnswer;
}

/** A clip with an opinion. Its chunks stay together in every split. */
export interface LabelledClip {
  readonly name: string;
  /** 1–5. */
  readonly label: number;
  readonly chunks: readonly FeatureChunk[];
}
