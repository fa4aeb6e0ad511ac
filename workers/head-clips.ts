import type { Breath } from '../models/finetune/fine-tuner.ts';
import type { LabelledClip } from '../models/finetune/labelled-clip.ts';
import type { QualityModel } from '../models/quality-model.ts';
import { chunkLength } from './chunk-basis.ts';
import { decodedFeatures } from './decoded-features.ts';
import { keepFeatures, readFeatures, readPictures, type CachedFeatures } from './feature-cache.ts';
import { keyUnderTrunk, samplingOfKey } from './feature-key.ts';
import type { FusedClip, LabelledFile } from './finetune-service.ts';
import { MediaError, type OpenMediaFile } from './media.ts';

/** Clips for training the heads. */
export interface HeadClips {
  readonly clips: LabelledClip[];
  /** Files that could not be read. */
  readonly missing: string[];
  /** Files that the CLIP has not looked at. */
  readonly withoutClip: string[];
}

/**
 * Labelled clips with what the encoders said of them. Features that scoring has kept are used; a file of which none are kept, because storage was full or
 * they made room for others, is decoded again. A file that cannot be read takes no part.
 * @param onShare called with 0–1 where files are decoded.
 * @throws the signal's reason; whatever `breathe` throws.
 */
export async function headClips(
  model: Pick<QualityModel, 'run'>, openMediaFile: OpenMediaFile, files: readonly LabelledFile[], trunk: string, fusion: FusedClip | null, signal: AbortSignal, breathe: Breath,
  onShare: (share: number) => void,
): Promise<HeadClips> {
  const clips: LabelledClip[] = [];
  const missing: string[] = [];
  const withoutClip: string[] = [];
  for (const [i, { name, label, featureKey, file }] of files.entries()) {
    await breathe();
    // Another encoder's features would mean nothing to this model's head: a file that was last scored with another one may have been scored with this, too.
    const key = keyUnderTrunk(featureKey, trunk);
    let features: CachedFeatures;
    try {
      features = (await readFeatures(key)) ?? (await decoded(model, openMediaFile, file, key, signal, async (share) => {
        onShare((i + share) / files.length);
        await breathe();
      }));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof MediaError)) throw error;
      missing.push(name);
      continue;
    }
    const pictures = fusion === null ? null : await readPictures(key, fusion.clip);
    if (fusion !== null && pictures?.length !== features.chunks.length) withoutClip.push(name);
    clips.push({
      name,
      label,
      chunks: features.chunks.map((chunk, at) => ({
        features: chunk.features,
        localTerm: chunk.cellTerms.reduce((sum, term) => sum + term, 0),
        durationS: chunkLength(chunk),
        ...(pictures?.[at] === undefined ? {} : { picture: pictures[at] }),
      })),
    });
  }
  return { clips, missing, withoutClip };
}

async function decoded(model: Pick<QualityModel, 'run'>, openMediaFile: OpenMediaFile, file: File, key: string, signal: AbortSignal, onShare: (share: number) => Promise<void>): Promise<CachedFeatures> {
  const features = await decodedFeatures(model, openMediaFile, file, samplingOfKey(key), signal, onShare);
  await keepFeatures(key, features);
  return features;
}
