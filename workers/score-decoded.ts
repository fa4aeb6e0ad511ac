import { chunkBasis, shareSeen } from './chunk-basis.ts';
import { readJournal, type JournalEntry } from './chunk-journal.ts';
import { scoreChunk } from './chunk-score.ts';
import type { PictureReader } from './clip/clip-link.ts';
import { PicturePass } from './clip/picture-pass.ts';
import { keepFeatures, keepPictures, MAX_CACHED_CHUNKS } from './feature-cache.ts';
import { BeginAgain, type FusionRoute } from './fusion-route.ts';
import { GrowingFeatures } from './growing-features.ts';
import type { OpenMedia } from './media.ts';
import { clockTime } from './media/clock-time.ts';
import { scoredChunks } from './scored-chunks.ts';
import type { ScoringEngine } from './scoring-engine.ts';
import type { ScoringProgress } from './scoring-progress.ts';
import type { WorkerEvent } from './scoring-types.ts';

/** Scores what an interrupted run has left of the file, without decoding it, as far as it has not been told. @param clip the CLIP that is on. */
async function scoreEarlier(
  engine: ScoringEngine, route: FusionRoute, clip: PictureReader | null, earlier: readonly JournalEntry[], total: number, progress: ScoringProgress, onEvent: (event: WorkerEvent) => void,
): Promise<void> {
  const untold = earlier.slice(progress.scored.length);
  const last = untold.at(-1);
  if (last === undefined) return;
  // Of a crash in this run the page tells itself.
  if (progress.scored.length === 0) progress.notes.push(`An earlier run was interrupted at ${clockTime(last.chunk.endS)}; scoring went on from there.`);
  for (const { chunk, clip: said } of untold) {
    const shown = clip === null ? null : (said?.picture ?? null);
    const fused = route.kept?.[progress.scored.length] ?? shown;
    const { score, pooled } = scoreChunk(route, chunk, await engine.runHeads(chunk.features, chunk.cellTerms), { shown, fused });
    progress.scored.push(pooled);
    onEvent({ kind: 'chunk', chunk: score, pooled, done: progress.scored.length, total });
  }
}

/** Decodes and scores chunk by chunk, and keeps the features of a file that went through whole. @param clip who looks at it. @throws MediaError, BeginAgain */
export async function scoreDecoded(
  engine: ScoringEngine, route: FusionRoute, clip: PictureReader | null, opened: OpenMedia, progress: ScoringProgress, onEvent: (event: WorkerEvent) => void, signal: AbortSignal,
): Promise<void> {
  const total = opened.chunkCount;
  const media = opened.info;
  progress.media = media;
  progress.notes.push(...opened.notes);
  onEvent({ kind: 'opened', media, chunkCount: total });
  const { key } = progress;
  // Features beyond what the cache takes would only fill memory on long videos.
  const journal = key !== null && total <= MAX_CACHED_CHUNKS ? key : null;
  const earlier = journal === null ? [] : await readJournal(journal, clip?.id ?? null);
  await scoreEarlier(engine, route, clip, earlier, total, progress, onEvent);
  const from = progress.scored.length;
  const pass = new PicturePass(clip, signal, earlier.flatMap(({ clip: said }) => (said === null || clip === null ? [] : [said.picture])));
  progress.clip = pass.id;
  // Where a chunk is missing those after it are of no use, after a crash or for training.
  const features = journal !== null && earlier.length === from ? new GrowingFeatures(journal, from, total) : null;
  for await (const { chunk, outputs, shown } of scoredChunks(engine, opened, pass, signal, from)) {
    signal.throwIfAborted();
    progress.clip = pass.id;
    const fused = route.kept?.[progress.scored.length] ?? shown;
    // Half of a file fused and half of it not would be the score of no model.
    if (route.fusion !== null && fused === null) throw new BeginAgain(pass.failure ?? 'CLIP gave no answer.');
    const basis = chunkBasis(chunk, outputs);
    // Before it is told, so that nothing that anybody has heard of can be lost.
    await features?.add({ ...basis, features: outputs.features }, shown === null || pass.id === null ? null : { id: pass.id, picture: shown });
    const { score, pooled } = scoreChunk(route, basis, outputs, { shown, fused });
    progress.scored.push(pooled);
    onEvent({ kind: 'chunk', chunk: score, pooled, done: progress.scored.length, total });
  }
  if (pass.note !== null) progress.notes.push(pass.note);
  progress.shareSeen = shareSeen(progress.scored.map(({ durationS }) => durationS), media.durationS);
  progress.notes.push(...(await opened.late()));
  await keep(progress, features, opened.notes);
  const pictures = pass.whole(features?.length ?? 0);
  if (progress.key !== null && pass.id !== null && pictures !== null) await keepPictures(progress.key, pass.id, pictures);
}

/** Keeps the features of a whole file, for other heads and for fine-tuning. */
async function keep(progress: ScoringProgress, growing: GrowingFeatures | null, notes: readonly string[]): Promise<void> {
  const { key, media, shareSeen } = progress;
  if (key === null || media === null) return;
  const chunks = growing === null ? [] : await growing.whole();
  const outcome = chunks === null ? 'refused' : await keepFeatures(key, { media, notes, shareSeen, chunks });
  if (outcome === 'left-out') progress.key = null;
  if (outcome === 'refused') progress.notes.push('The browser’s storage is full or closed to this page: for training and for other models, this file is decoded again.');
}
