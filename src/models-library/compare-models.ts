import { isOfTrunk } from '../../workers/feature-key.ts';
import type { ScoringSettings } from '../../workers/scoring-types.ts';
import type { ScoringClient } from '../scoring/scoring-client.ts';

/** A scored file whose features are kept. */
export interface ComparableFile {
  readonly name: string;
  readonly file: File;
  /** The settings it was scored with, under which its features are found. */
  readonly settings: ScoringSettings;
  /** Names its kept features. */
  readonly featureKey: string;
}

/** How far a comparison has come. */
export interface ComparingProgress {
  /** 0–1. */
  readonly share: number;
  /** Whether a model's encoder is not the one that the files were scored with, so that they are decoded again. */
  readonly decodes: boolean;
}

/** What two models say of one file; null where one had no score. */
export interface ComparedFile {
  readonly name: string;
  readonly parent: number | null;
  /** Null also where the parent would have stood in for a model that is fused with CLIP. */
  readonly own: number | null;
}

/**
 * Scores files with two models. Where both have the encoders that the files were scored with, as a model has whose head alone was tuned, kept features do and
 * nothing is decoded. It has a worker of its own, so that files dropped meanwhile are
 * scored with the model in use.
 * @param parent null for the shipped model.
 * @throws Error with one sentence.
 */
export async function compareModels(
  client: ScoringClient, files: readonly ComparableFile[], parent: ArrayBuffer | null, own: ArrayBuffer, onProgress: (progress: ComparingProgress) => void,
): Promise<ComparedFile[]> {
  let done = 0;
  let decodes = false;
  const scoresOf = async (model: ArrayBuffer | null): Promise<(number | null)[]> => {
    const { trunk } = await client.useModel(model, files[0]?.settings.backend ?? 'auto');
    decodes ||= files.some(({ featureKey }) => !isOfTrunk(featureKey, trunk));
    onProgress({ share: done / (2 * files.length), decodes });
    const scores: (number | null)[] = [];
    for (const { file, settings } of files) {
      const { score, standsInFor } = await client.score(file, settings, () => undefined);
      scores.push(standsInFor === undefined ? (score?.mos ?? null) : null);
      done += 1;
      onProgress({ share: done / (2 * files.length), decodes });
    }
    return scores;
  };
  const before = await scoresOf(parent);
  const after = await scoresOf(own);
  return files.map(({ name }, i) => ({ name, parent: before[i] ?? null, own: after[i] ?? null }));
}
