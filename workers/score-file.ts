import type { FusionHead } from '../models/fusion/fusion-head.ts';
import type { ModelHeader } from '../models/model-file.ts';
import type { ChunkOutputs } from '../models/quality-model.ts';
import { chunkBasis, shareSeen } from './chunk-basis.ts';
import { scoreChunk, scoreVideo, type HeadScore } from './chunk-score.ts';
import type { PictureReader } from './clip/clip-link.ts';
import { PicturePass } from './clip/picture-pass.ts';
import { clearJournal, readJournal, writeJournal, type JournalEntry } from './chunk-journal.ts';
import { contentHash } from './content-hash.ts';
import { EngineFault } from './engine-fault.ts';
import { keepFeatures, keepPictures, MAX_CACHED_CHUNKS, readFeatures, readPictures, type CachedChunk, type CachedFeatures } from './feature-cache.ts';
import { featureKey } from './feature-key.ts';
import { BeginAgain, routeOf, type FusionRoute } from './fusion-route.ts';
import { MediaError, type OpenMedia, type OpenMediaFile } from './media.ts';
import { clockTime } from './media/clock-time.ts';
import { scoredChunks } from './scored-chunks.ts';
import type { BackendName, MediaInfo, PooledChunk, ScoredFile, ScoringSettings, WorkerEvent } from './scoring-types.ts';
import type { ChunkBatch } from './views/gpu/gpu-chunk-views.ts';

/** What scoring needs of the engine; the nets themselves stay behind it. */
export interface ScoringEngine {
  readonly backend: BackendName;
  readonly header: ModelHeader;
  /** Names the encoders, for the feature cache. */
  readonly trunk: string;
  /** Looks at one frame of each chunk, beside the nets. */
  readonly clip?: PictureReader | null;
  /** Of a model that is fused with CLIP. */
  readonly fusion?: FusionHead | null;
  /** The graphics device that the nets run on, where views can be made; absent or null on other backends. */
  readonly device?: GPUDevice | null;
  /** How many chunks the nets do well to take at once where the decoder is ahead; 1 where it is absent. */
  readonly together?: number;
  /** Runs the nets over chunks, several only on a device. @throws ViewsLost when their views went with their device. */
  run(chunks: ChunkBatch): Promise<readonly ChunkOutputs[]>;
  runHeads(features: Float32Array, cellTerms: Float32Array): Promise<HeadScore>;
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new DOMException('Scoring was cancelled.', 'AbortError');
}

/** What a run over one file collects. */
interface Progress {
  media: MediaInfo | null;
  error: string | null;
  shareSeen: number;
  key: string | null;
  /** Names the CLIP that has looked at chunks. */
  clip: string | null;
  readonly notes: string[];
  readonly scored: PooledChunk[];
}

/** Scores from features kept earlier, without decoding. */
async function scoreCached(engine: ScoringEngine, route: FusionRoute, { features, shown }: Kept, progress: Progress, onEvent: (event: WorkerEvent) => void): Promise<void> {
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

/** Scores what an interrupted run has left of the file, without decoding it, as far as it has not been told. @param clip the CLIP that is on. */
async function scoreEarlier(
  engine: ScoringEngine, route: FusionRoute, clip: PictureReader | null, earlier: readonly JournalEntry[], total: number, progress: Progress, onEvent: (event: WorkerEvent) => void,
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
async function scoreDecoded(
  engine: ScoringEngine, route: FusionRoute, clip: PictureReader | null, opened: OpenMedia, progress: Progress, onEvent: (event: WorkerEvent) => void, signal: AbortSignal,
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
  const kept = earlier.map(({ chunk }) => chunk);
  const pass = new PicturePass(clip, signal, earlier.flatMap(({ clip: said }) => (said === null || clip === null ? [] : [said.picture])));
  progress.clip = pass.id;
  // Where a chunk is missing those after it are of no use, after a crash or for training.
  const whole = journal !== null && kept.length === from;
  // A file of one chunk is finished with it.
  let journalled = whole && total > 1;
  for await (const { chunk, outputs, shown } of scoredChunks(engine, opened, pass, signal, from)) {
    throwIfAborted(signal);
    progress.clip = pass.id;
    const fused = route.kept?.[progress.scored.length] ?? shown;
    // Half of a file fused and half of it not would be the score of no model.
    if (route.fusion !== null && fused === null) throw new BeginAgain(pass.failure ?? 'CLIP gave no answer.');
    const basis = chunkBasis(chunk, outputs);
    if (whole) {
      const cached = { ...basis, features: outputs.features };
      kept.push(cached);
      // Before it is told, so that nothing that anybody has heard of can be lost.
      if (journalled) journalled = await writeJournal(journal, progress.scored.length, cached, shown === null || pass.id === null ? null : { id: pass.id, picture: shown });
    }
    const { score, pooled } = scoreChunk(route, basis, outputs, { shown, fused });
    progress.scored.push(pooled);
    onEvent({ kind: 'chunk', chunk: score, pooled, done: progress.scored.length, total });
  }
  if (pass.note !== null) progress.notes.push(pass.note);
  progress.shareSeen = shareSeen(progress.scored.map(({ durationS }) => durationS), media.durationS);
  progress.notes.push(...(await opened.late()));
  await keep(progress, whole ? kept : [], opened.notes);
  const pictures = pass.whole(kept.length);
  if (progress.key !== null && pass.id !== null && pictures !== null) await keepPictures(progress.key, pass.id, pictures);
}

/** Keeps the features of a whole file, for other heads and for fine-tuning. */
async function keep(progress: Progress, chunks: readonly CachedChunk[], notes: readonly string[]): Promise<void> {
  const { key, media, shareSeen } = progress;
  if (key === null || media === null) return;
  const outcome = await keepFeatures(key, { media, notes, shareSeen, chunks });
  if (outcome === 'left-out') progress.key = null;
  if (outcome === 'refused') progress.notes.push('The browser’s storage is full or closed to this page: for training and for other models, this file is decoded again.');
}

/** What was kept of a file. */
interface Kept {
  readonly features: CachedFeatures;
  /** What CLIP said of all chunks: the one that is on, else the one that the model is fused with. */
  readonly shown: { readonly clip: string; readonly pictures: readonly Float32Array[] } | null;
  /** What the CLIP said that the model is fused with. */
  readonly fused: readonly Float32Array[] | null;
}

async function readKept({ clip, fusion }: ScoringEngine, key: string): Promise<Kept | null> {
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

/**
 * Scores one file, chunk by chunk; features kept of an earlier run are used again. A bad file is a result, not an exception; what was
 * scored before a fault is kept. The chunks come with the events and are not kept here: over hours of video they would fill the worker.
 * @param done what a worker that is gone has scored of the file: it goes on after that.
 * @throws DOMException `AbortError` when the signal fires; any other failure of the engine than {@link EngineFault}.
 */
export async function scoreFile(
  engine: ScoringEngine,
  openMediaFile: OpenMediaFile,
  file: File,
  settings: ScoringSettings,
  onEvent: (event: WorkerEvent) => void,
  signal: AbortSignal,
  done: readonly PooledChunk[] = [],
): Promise<ScoredFile> {
  const began = performance.now();
  const attempt = (from: readonly PooledChunk[], failure: string | null): Promise<ScoredFile> => scoreOnce(engine, openMediaFile, file, settings, onEvent, signal, from, failure, began);
  let from = done;
  let failure: string | null = null;
  for (;;) {
    try {
      return await attempt(from, failure);
    } catch (error) {
      if (!(error instanceof BeginAgain)) throw error;
      onEvent({ kind: 'again' });
      from = [];
      failure = error.failure;
    }
  }
}

/** @param failure why CLIP is left out, or null. */
async function scoreOnce(
  engine: ScoringEngine, openMediaFile: OpenMediaFile, file: File, settings: ScoringSettings, onEvent: (event: WorkerEvent) => void, signal: AbortSignal,
  done: readonly PooledChunk[], failure: string | null, began: number,
): Promise<ScoredFile> {
  const clip = failure === null ? (engine.clip ?? null) : null;
  const routed = (fused: readonly Float32Array[] | null): FusionRoute => routeOf(engine.header, engine.fusion ?? null, fused, clip?.id ?? null, failure);
  let route = routed(null);
  const progress: Progress = { media: null, error: null, shareSeen: 1, key: null, clip: null, notes: [], scored: [...done] };
  let opened: OpenMedia | null = null;
  let key: string | null = null;
  // The media worker opens the file while it is hashed here.
  const unneeded = new AbortController();
  const opening = openMediaFile(file, { chunkSeconds: settings.chunkSeconds, coverage: settings.coverage, picture: clip !== null }, AbortSignal.any([signal, unneeded.signal]));
  opening.catch(() => undefined);
  try {
    // An unreadable file (a folder, one that is gone) gets its sentence from opening it.
    const hash = await contentHash(file).catch(() => null);
    throwIfAborted(signal);
    key = hash === null ? null : featureKey(hash, engine.trunk, settings);
    progress.key = key;
    const kept = key === null ? null : await readKept(engine, key);
    route = routed(kept?.fused ?? null);
    // What a worker that is gone has scored with CLIP or without must go on so.
    if (done.some((chunk) => (chunk.fused ?? false) !== (route.fusion !== null))) throw new BeginAgain(failure);
    if (kept !== null && (clip === null || kept.shown?.clip === clip.id)) {
      await scoreCached(engine, route, kept, progress, onEvent);
    } else {
      opened = await opening;
      await scoreDecoded(engine, route, clip, opened, progress, onEvent, signal);
    }
  } catch (cause) {
    throwIfAborted(signal);
    if (!(cause instanceof MediaError || cause instanceof EngineFault)) throw cause;
    progress.error = cause.message;
    progress.key = null;
    const { scored, notes } = progress;
    if (scored.length > 0) notes.push(`Only part of the file was scored: ${scored.length} of ${opened?.chunkCount ?? scored.length} chunks.`);
  } finally {
    // Finished, given up or cancelled: whoever comes back begins anew, or has the features.
    if (key !== null) await clearJournal(key);
    unneeded.abort();
    opening.then((media) => media.close(), () => undefined);
  }
  return {
    status: progress.error === null ? 'ok' : 'failed',
    media: progress.media,
    score: scoreVideo(route.header, progress.scored, progress.shareSeen),
    error: progress.error,
    notes: [...progress.notes, ...(route.standsIn === null ? [] : [route.standsIn.note])],
    model: `${route.header.name} ${route.header.version}`,
    ...(route.standsIn === null ? {} : { standsInFor: route.standsIn.for }),
    backend: engine.backend,
    settings,
    featureKey: progress.key,
    ...(route.fusion === null ? {} : { fusedWith: route.fusion.clip }),
    ...(progress.clip === null ? {} : { clip: progress.clip }),
    elapsedS: (performance.now() - began) / 1000,
  };
}
