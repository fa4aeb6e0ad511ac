import type { QualityModel } from '../models/quality-model.ts';
import { chunkBasis, chunkLength, shareSeen } from './chunk-basis.ts';
import { MAX_CACHED_CHUNKS, type CachedChunk, type CachedFeatures } from './feature-cache.ts';
import { MediaError, type OpenMediaFile } from './media.ts';
import type { ScoringSettings } from './scoring-types.ts';
import { freeViews } from './views/free-views.ts';

/**
 * What the encoders say of a file, decoded anew: the same as scoring it gives.
 * @param onShare awaited after every chunk, with 0–1; what it throws ends the work.
 * @throws MediaError for a file that cannot be read to its end or is too long; the signal's reason.
 */
export async function decodedFeatures(
  model: Pick<QualityModel, 'run'>, openMediaFile: OpenMediaFile, file: File, sampling: Pick<ScoringSettings, 'chunkSeconds' | 'coverage'>, signal: AbortSignal,
  onShare: (share: number) => Promise<void>,
): Promise<CachedFeatures> {
  const opened = await openMediaFile(file, sampling, signal);
  try {
    const { info: media, notes, chunkCount } = opened;
    if (chunkCount > MAX_CACHED_CHUNKS) throw new MediaError('size', `The video has more than ${MAX_CACHED_CHUNKS} chunks, too many to train on.`);
    const chunks: CachedChunk[] = [];
    for await (const views of opened.views(signal)) {
      const outputs = await model.run(views);
      freeViews(views);
      chunks.push({ ...chunkBasis(views, outputs), features: outputs.features });
      await onShare(chunks.length / chunkCount);
    }
    return { media, notes, shareSeen: shareSeen(chunks.map(chunkLength), media.durationS), chunks };
  } finally {
    opened.close();
  }
}
