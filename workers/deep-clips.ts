import type { Breath } from '../models/finetune/fine-tuner.ts';
import type { FeatureChunk, LabelledClip } from '../models/finetune/labelled-clip.ts';
import type { QualityModel } from '../models/quality-model.ts';
import { chunkLength } from './chunk-basis.ts';
import { keepStage, readStage } from './feature-cache.ts';
import { keyUnderTrunk } from './feature-key.ts';
import type { LabelledFile } from './finetune-service.ts';
import { MediaError, type OpenMediaFile } from './media.ts';
import { freeViews } from './views/free-views.ts';

/** Chunks of a file that the last stage of the encoder is trained on, spread evenly. */
const CHUNKS_PER_FILE = 4;
/** Chunks of all files, which are in memory together: 280 kB each, 220 MB. */
const MOST_CHUNKS = 800;

/** How many chunks of each of so many files take part. @throws RangeError with one sentence when the files are too many. */
export function chunksPerFile(files: number): number {
  const each = Math.min(CHUNKS_PER_FILE, Math.floor(MOST_CHUNKS / files));
  if (each < 1) throw new RangeError(`Training the encoder takes ${MOST_CHUNKS} labelled clips at most: more do not fit in memory.`);
  return each;
}

/**
 * Labelled clips with what the encoder's last stage reads of a few chunks of each. What was kept of an earlier training is used again; the other
 * files are decoded, and what comes of them is kept. A file that cannot be read takes no part.
 * @throws RangeError with one sentence for too many files; the signal's reason; whatever `breathe` throws.
 */
export async function deepClips(
  model: Pick<QualityModel, 'lastStageInput'>, openMediaFile: OpenMediaFile, files: readonly LabelledFile[], trunk: string, signal: AbortSignal, breathe: Breath, onShare: (share: number) => void,
): Promise<{ readonly clips: LabelledClip[]; readonly missing: string[] }> {
  const count = chunksPerFile(files.length);
  const clips: LabelledClip[] = [];
  const missing: string[] = [];
  for (const [i, { name, label, featureKey, file, chunkSeconds }] of files.entries()) {
    await breathe();
    const key = keyUnderTrunk(featureKey, trunk);
    try {
      let chunks = await readStage(key, count);
      if (chunks === null) {
        chunks = await stageChunks(model, openMediaFile, file, { chunkSeconds, coverage: count }, signal, async (share) => {
          onShare((i + share) / files.length);
          await breathe();
        });
        await keepStage(key, count, chunks);
      }
      clips.push({ name, label, chunks });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof MediaError)) throw error;
      missing.push(name);
    }
    onShare((i + 1) / files.length);
  }
  return { clips, missing };
}

async function stageChunks(
  model: Pick<QualityModel, 'lastStageInput'>, openMediaFile: OpenMediaFile, file: File, sampling: { readonly chunkSeconds: number; readonly coverage: number }, signal: AbortSignal, onShare: (share: number) => Promise<void>,
): Promise<FeatureChunk[]> {
  const opened = await openMediaFile(file, sampling, signal);
  try {
    const chunks: FeatureChunk[] = [];
    for await (const views of opened.views(signal)) {
      chunks.push({ ...(await model.lastStageInput(views)), durationS: chunkLength(views) });
      freeViews(views);
      await onShare(chunks.length / opened.chunkCount);
    }
    return chunks;
  } finally {
    opened.close();
  }
}
