import type { LastStageInput } from '../quality-model.ts';

/** One chunk as fine-tuning sees it: what the frozen encoders said of it. */
export interface FeatureChunk {
  /** 4586 features before standardisation. */
  readonly features: Float32Array;
  /** Σ w·q, which fine-tuning leaves as it is unless the encoder's last stage trains. */
  readonly localTerm: number;
  readonly durationS: number;
  /** CLIP's features of one of its frames, unit length, where CLIP has looked. */
  readonly picture?: Float32Array;
  /** What the encoder's last stage reads; needed of every chunk where that stage trains. */
  readonly stage?: LastStageInput;
}

/** A clip with an opinion. Its chunks stay together in every split. */
export interface LabelledClip {
  readonly name: string;
  /** 1–5. */
  readonly label: number;
  readonly chunks: readonly FeatureChunk[];
}
