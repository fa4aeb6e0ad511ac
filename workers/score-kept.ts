import { scoreChunk } from './chunk-score.ts';
import { readFeatures, readPictures, type CachedFeatures } from './feature-cache.ts';
import type { FusionRoute } from './fusion-route.ts';
import type { ScoringEngine } from './scoring-engine.ts';
import type { ScoringProgress } from './scoring-progress.ts';
import type { WorkerEvent } from './scoring-types.ts';

/** What was kept of a file. */
export interface KeptFile {
  readonly features: CachedFeatures;
  /** What CLIP said of all chunks: the one that is on, else the one that the model is fused with. */
  readonly shown: { readonly clip: string; readonly pictures: readonly Float32Array[] } | null;
  /** What the CLIP said that the model is fused with. */
  readonly fused: readonly Float32Array[] | null;
}

/** What was kept of a file for this engine's encoders, or null. */
export async function readKept({ clip, fusion }: ScoringEngine, key: string): Promise<KeptFile | null> {
  const features = await readFeatures(key);
  if (features === null) return null;
  const said = async (id: string | undefined): Promise<readonly Float32Array[] | null> => {
    const pictures = id === undefined ? null : await readPictures(key, id);
    return pictures?.length === features.chunks.length ? pictures : null;
  };
  const fused = await said(fusion?.clip);
  const id = clip?.id ?? fusion?.clip;
  const pictures = id === fusion?.clip ? fused : await said(id);
  return { features, shown: id === undefined || pictures === null ? null : { clip: id, pictures }, fused };
}

/** Scores a file from its features, without decoding it. */
export async function scoreKept(engine: ScoringEngine, route: FusionRoute, { features, shown }: KeptFile, progress: ScoringProgress, onEvent: (event: WorkerEvent) => void): Promise<void> {
  const { chunks, media } = features;
  progress.media = media;
  progress.notes.push(...features.notes);
  progress.shareSeen = features.shareSeen;
  onEvent({ kind: 'opened', media, chunkCount: chunks.length });
  if (shown !== null) progress.clip = shown.clip;
  for (const [i, basis] of [...chunks.entries()].slice(progress.scored.length)) {
    const outputs = await engine.runHeads(basis.features, basis.cellTerms);
    const { score, pooled } = scoreChunk(route, basis, outputs, { shown: shown?.pictures[i] ?? null, fused: route.kept?.[i] ?? null });
    progress.scored.push(pooled);
    onEvent({ kind: 'chunk', chunk: score, pooled, done: progress.scored.length, total: chunks.length });
  }
}
