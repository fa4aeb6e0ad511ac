import type { FeatureChunk } from '../models/finetune/labelled-clip.ts';
import { keepRow, readRow } from './feature-store.ts';
import type { MediaInfo, SaliencyMaps } from './scoring-types.ts';

/**
 * What the encoders said of a file, kept in IndexedDB by content: another head (a fine-tuned model, its parent) scores the file again without
 * decoding it, and fine-tuning starts from here. Within a bound: what was not used for longest goes first (feature-store.ts).
 */

/** Features of one chunk with what a new score needs beside them. */
export interface CachedChunk {
  readonly index: number;
  readonly startS: number;
  readonly endS: number;
  /** 4586 values, in full precision: a score from the cache is the score of the first run to the bit. */
  readonly features: Float32Array;
  readonly cellWeights: Float32Array;
  readonly cellTerms: Float32Array;
  readonly saliency: SaliencyMaps;
}

export interface CachedFeatures {
  readonly media: MediaInfo;
  readonly notes: readonly string[];
  readonly shareSeen: number;
  readonly chunks: readonly CachedChunk[];
}

/** Longer videos are scored anew: an hour's features are some 90 MB. */
export const MAX_CACHED_CHUNKS = 1800;

/** Cached features, or null. A cache that cannot be read is an empty one. */
export async function readFeatures(key: string): Promise<CachedFeatures | null> {
  try {
    return await readRow('features', key);
  } catch {
    return null;
  }
}

/** Keeps features. `refused` when they do not fit or storage is closed, which costs only time later; `left-out` when there are none or too many. */
export async function keepFeatures(key: string, features: CachedFeatures): Promise<'kept' | 'left-out' | 'refused'> {
  if (features.chunks.length === 0 || features.chunks.length > MAX_CACHED_CHUNKS) return 'left-out';
  try {
    await keepRow('features', key, features);
    return 'kept';
  } catch {
    return 'refused';
  }
}

/** What a CLIP said of a file's chunks earlier, or null. */
export async function readPictures(key: string, clip: string): Promise<readonly Float32Array[] | null> {
  try {
    return await readRow('pictures', `${key}:${clip}`);
  } catch {
    return null;
  }
}

/** Keeps what a CLIP said of a file's chunks; a storage that refuses costs only time later. */
export async function keepPictures(key: string, clip: string, pictures: readonly Float32Array[]): Promise<void> {
  try {
    await keepRow('pictures', `${key}:${clip}`, pictures);
  } catch {
    // Looked at again next time.
  }
}

/** What was kept of a file for training the last stage, or null. @param count how many chunks at most. */
export async function readStage(key: string, count: number): Promise<readonly FeatureChunk[] | null> {
  try {
    return await readRow('stages', `${key}:${count}`);
  } catch {
    return null;
  }
}

/** Keeps chunks for training the last stage; a storage that refuses costs only time later. */
export async function keepStage(key: string, count: number, chunks: readonly FeatureChunk[]): Promise<void> {
  try {
    await keepRow('stages', `${key}:${count}`, chunks);
  } catch {
    // Decoded again next time.
  }
}
