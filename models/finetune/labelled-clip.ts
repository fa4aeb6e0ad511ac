/** One chunk as fine-tuning sees it: what the frozen encoders said of it. */
export interface FeatureChunk {
  /** 4460 features before standardisation. */
  readonly features: Float32Array;
  /** Σ w·q, which fine-tuning leaves as it is. */
  readonly localTerm: number;
  readonly durationS: number;
  /** CLIP's features of one of its frames, unit length, where CLIP has looked. */
  readonly picture?: Float32Array;
}

/** A clip with an opinion. Its chunks stay together in every split. */
export interface LabelledClip {
  readonly name: string;
  /** 1–5. */
  readonly label: number;
  readonly chunks: readonly FeatureChunk[];
}
