/** What CLIP says of a chunk, as fine-tuning takes it. */
export interface ClipAnswer {
  /** Features of one frame, unit length. */
  readonly picture: Float32Array;
  /** 0–1 for each prompt pair. */
  readonly affinities: Float32Array;
}

/** Brings CLIP's features to the size of the other inputs of the fusion. */
export interface ClipScaling {
  readonly mean: Float32Array;
  readonly scale: number;
}

/**
 * Mean of the features and one scale for all of them, from the clips trained on alone. CLIP's features of different pictures point in much the same
 * direction: what tells them apart is small beside their mean.
 */
export function clipScaling(answers: readonly ClipAnswer[]): ClipScaling {
  const width = answers[0]?.picture.length ?? 0;
  const mean = new Float32Array(width);
  for (const { picture } of answers) for (let i = 0; i < width; i += 1) mean[i] = (mean[i] ?? 0) + (picture[i] ?? 0) / answers.length;
  let squares = 0;
  for (const { picture } of answers) for (let i = 0; i < width; i += 1) squares += ((picture[i] ?? 0) - (mean[i] ?? 0)) ** 2;
  const variance = squares / Math.max(1, answers.length * width);
  return { mean, scale: variance > 1e-12 ? 1 / Math.sqrt(variance) : 1 };
}

/** The fusion's input from CLIP: centred features within ±4, then affinities from −1 to 1. */
export function clipInput({ picture, affinities }: ClipAnswer, { mean, scale }: ClipScaling): Float32Array {
  const row = new Float32Array(picture.length + affinities.length);
  picture.forEach((value, i) => {
    row[i] = Math.min(4, Math.max(-4, (value - (mean[i] ?? 0)) * scale));
  });
  affinities.forEach((value, i) => {
    row[picture.length + i] = 2 * value - 1;
  });
  return row;
}
