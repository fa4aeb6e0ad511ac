import type { ChunkScore } from '../../workers/scoring-types.ts';
import { affinity } from '../../workers/clip/affinity.ts';
import type { PromptPair } from './prompt-pairs.ts';

/** Features of texts, by text. */
export type TextFeatures = ReadonlyMap<string, Float32Array>;

/** CLIP's affinity of a chunk to a pair, 0–1; undefined where CLIP has not looked at the chunk or the texts. */
export function affinityOf(chunk: ChunkScore, { positive, negative }: PromptPair, texts: TextFeatures): number | undefined {
  const first = texts.get(positive);
  const second = texts.get(negative);
  // Another CLIP's features have another length or another meaning; results name the CLIP that they come from.
  if (chunk.clip === undefined || first?.length !== chunk.clip.length || second?.length !== chunk.clip.length) return undefined;
  return affinity(chunk.clip, first, second);
}

/** Mean over the chunks that CLIP has looked at, weighted by their length; undefined where there is none. */
export function meanAffinity(chunks: readonly ChunkScore[], pair: PromptPair, texts: TextFeatures): number | undefined {
  let total = 0;
  let sum = 0;
  for (const chunk of chunks) {
    const value = affinityOf(chunk, pair, texts);
    if (value === undefined) continue;
    // A still has no length, but it is one chunk.
    const weight = chunk.endS > chunk.startS ? chunk.endS - chunk.startS : 1;
    total += weight;
    sum += value * weight;
  }
  return total > 0 ? sum / total : undefined;
}
