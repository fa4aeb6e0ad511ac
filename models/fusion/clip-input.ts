import { float16ToFloat32, float32ToFloat16 } from '../float16.ts';
import { affinity } from './affinity.ts';

/** Two opposite descriptions, what their axis is called, and CLIP's features of both. */
export interface PromptFeatures {
  readonly name: string;
  readonly positive: string;
  readonly negative: string;
  readonly positiveFeatures: Float32Array;
  readonly negativeFeatures: Float32Array;
}

/** The CLIP that is fused in, and the prompts that it is asked. */
export interface FusedClip {
  /** Names the CLIP: its weights and their precision. */
  readonly clip: string;
  readonly pairs: readonly PromptFeatures[];
}

/** Brings CLIP's features to the size of the other inputs of the fusion. */
export interface ClipScaling {
  readonly centre: Float32Array;
  readonly scale: number;
}

/** Values as a model file holds them. Training sees them so, that the file says what training saw: affinities magnify a rounding of the prompts a hundred times. */
export function asInFile(values: Float32Array): Float32Array<ArrayBuffer> {
  return float16ToFloat32(float32ToFloat16(values));
}

/** The prompts with their features as a model file holds them. */
export function promptsAsInFile({ clip, pairs }: FusedClip): FusedClip {
  return { clip, pairs: pairs.map((pair) => ({ ...pair, positiveFeatures: asInFile(pair.positiveFeatures), negativeFeatures: asInFile(pair.negativeFeatures) })) };
}

/**
 * Mean of the features and one scale for all of them, from the pictures trained on alone. CLIP's features of different pictures point in much the same
 * direction: what tells them apart is small beside their mean.
 */
export function clipScaling(pictures: readonly Float32Array[]): ClipScaling {
  const width = pictures[0]?.length ?? 0;
  const mean = new Float32Array(width);
  for (const picture of pictures) for (let i = 0; i < width; i += 1) mean[i] = (mean[i] ?? 0) + (picture[i] ?? 0) / pictures.length;
  const centre = asInFile(mean);
  let squares = 0;
  for (const picture of pictures) for (let i = 0; i < width; i += 1) squares += ((picture[i] ?? 0) - (centre[i] ?? 0)) ** 2;
  const variance = squares / Math.max(1, pictures.length * width);
  return { centre, scale: variance > 1e-12 ? 1 / Math.sqrt(variance) : 1 };
}

/** The fusion's input from CLIP: centred features within ±4, then the affinity to each pair from −1 to 1. @param picture features of a frame, unit length. */
export function clipInput(picture: Float32Array, pairs: readonly PromptFeatures[], { centre, scale }: ClipScaling): Float32Array {
  const row = new Float32Array(picture.length + pairs.length);
  picture.forEach((value, i) => {
    row[i] = Math.min(4, Math.max(-4, (value - (centre[i] ?? 0)) * scale));
  });
  pairs.forEach(({ positiveFeatures, negativeFeatures }, i) => {
    row[picture.length + i] = 2 * affinity(picture, positiveFeatures, negativeFeatures) - 1;
  });
  return row;
}
