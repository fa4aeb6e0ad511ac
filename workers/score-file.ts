import { GLOBAL_FRAMES } from '../models/architecture.ts';
import { cellShares } from '../models/cell-shares.ts';
import { chunkOpinion, pool, videoOpinion } from '../models/calibration.ts';
import type { ModelHeader } from '../models/model-file.ts';
import type { ChunkOutputs } from '../models/quality-model.ts';
import type { PictureReader } from './clip/clip-link.ts';
import { PicturePass } from './clip/picture-pass.ts';
import { clearJournal, readJournal, writeJournal, type JournalEntry } from './chunk-journal.ts';
import { contentHash } from './content-hash.ts';
import { EngineFault } from './engine-fault.ts';
import { featureKey, keepFeatures, keepPictures, MAX_CACHED_CHUNKS, readFeatures, readPictures, type CachedChunk, type CachedFeatures } from './feature-cache.ts';
import { MediaError, type ChunkViews, type OpenMedia, type OpenMediaFile } from './media.ts';
import { clockTime } from './media/clock-time.ts';
import { saliencyMaps } from './saliency-maps.ts';
import type { BackendName, ChunkScore, MediaInfo, PooledChunk, ScoredFile, ScoringSettings, VideoScore, WorkerEvent } from './scoring-types.ts';

/** What scoring needs of the engine; the nets themselves stay behind it. */
export interface ScoringEngine {
  readonly backend: BackendName;
  readonly header: ModelHeader;
  /** Names the encoders, for the feature cache. */
  readonly trunk: string;
  /** Looks at one frame of each chunk, beside the nets. */
  readonly clip?: PictureReader | null;
  run(views: ChunkViews): Promise<ChunkOutputs>;
  runHeads(features: Float32Array, cellTerms: Float32Array): Promise<HeadScore>;
}

/** What the heads say of one chunk. */
export type HeadScore = Pick<ChunkOutputs, 'raw' | 'spread' | 'dimensions'>;

/** Everything about a chunk that a change of heads leaves as it is. */
type ChunkBasis = Omit<CachedChunk, 'features'>;

function scoreChunk(header: ModelHeader, basis: ChunkBasis, outputs: HeadScore, clip: Float32Array | null): { readonly score: ChunkScore; readonly pooled: PooledChunk } {
  const { mos, low, high } = chunkOpinion(header.calibration, outputs.raw, outputs.spread);
  const dimensions = Object.fromEntries(
    header.dimensions.map(({ name, scale, offset }, i) => [name, Math.min(5, Math.max(1, scale * (outputs.dimensions[i] ?? NaN) + offset))]),
  );
  const { scale, offset } = header.calibration;
  return {
    // A still has no duration, but it is one chunk.
    pooled: { raw: outputs.raw, spread: outputs.spread, durationS: basis.endS > basis.startS ? basis.endS - basis.startS : 1, dimensions },
    score: {
      index: basis.index,
      startS: basis.startS,
      endS: basis.endS,
      mos,
      low,
      high,
      dimensions,
      saliency: basis.saliency,
      cells: Array.from(cellShares({ ...basis, raw: outputs.raw }), (share) => scale * share + offset / basis.cellTerms.length),
      ...(clip === null ? {} : { clip }),
    },
  };
}

function scoreVideo(header: ModelHeader, chunks: readonly PooledChunk[], shareSeen: number): VideoScore | null {
  if (chunks.length === 0) return null;
  const { mos, low, high } = videoOpinion(header.calibration, chunks, shareSeen);
  const dimensions = Object.fromEntries(
    header.dimensions.map(({ name }) => [
      name,
      pool(chunks.map(({ dimensions, durationS }) => ({ value: dimensions[name] ?? NaN, weight: durationS })), header.calibration.pooling),
    ]),
  );
  return { mos, low, high, dimensions };
}

/** Decodes ahead by one chunk: the decoder works while the nets do. */
async function* ahead<T>(source: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
  let next = source.next();
  // The rejection is met at the `await` below; until then it must not count as unhandled.
  next.catch(() => undefined);
  try {
    for (;;) {
      const step = await next;
      if (step.done === true) return;
      next = source.next();
      next.catch(() => undefined);
      yield step.value;
    }
  } finally {
    await source.return();
  }
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
async function scoreCached(
  engine: ScoringEngine, cached: CachedFeatures, pictures: readonly Float32Array[] | null, progress: Progress, onEvent: (event: WorkerEvent) => void,
): Promise<void> {
  const { chunks, media } = cached;
  progress.media = media;
  progress.notes.push(...cached.notes);
  progress.shareSeen = cached.shareSeen;
  onEvent({ kind: 'opened', media, chunkCount: chunks.length });
  if (pictures !== null) progress.clip = engine.clip?.id ?? null;
  for (const [i, basis] of [...chunks.entries()].slice(progress.scored.length)) {
    const { score, pooled } = scoreChunk(engine.header, basis, await engine.runHeads(basis.features, basis.cellTerms), pictures?.[i] ?? null);
    progress.scored.push(pooled);
    onEvent({ kind: 'chunk', chunk: score, pooled, done: progress.scored.length, total: chunks.length });
  }
}

/** Scores what an interrupted run has left of the file, without decoding it, as far as it has not been told. */
async function scoreEarlier(
  engine: ScoringEngine, earlier: readonly JournalEntry[], total: number, progress: Progress, onEvent: (event: WorkerEvent) => void,
): Promise<void> {
  const untold = earlier.slice(progress.scored.length);
  const last = untold.at(-1);
  if (last === undefined) return;
  // Of a crash in this run the page tells itself.
  if (progress.scored.length === 0) progress.notes.push(`An earlier run was interrupted at ${clockTime(last.chunk.endS)}; scoring went on from there.`);
  for (const { chunk, clip } of untold) {
    const { score, pooled } = scoreChunk(engine.header, chunk, await engine.runHeads(chunk.features, chunk.cellTerms), engine.clip == null ? null : (clip?.picture ?? null));
    progress.scored.push(pooled);
    onEvent({ kind: 'chunk', chunk: score, pooled, done: progress.scored.length, total });
  }
}

/** Decodes and scores chunk by chunk, and keeps the features of a file that went through whole. @throws MediaError */
async function scoreDecoded(
  engine: ScoringEngine, opened: OpenMedia, progress: Progress, onEvent: (event: WorkerEvent) => void, signal: AbortSignal,
): Promise<void> {
  const total = opened.chunkCount;
  const media = opened.info;
  progress.media = media;
  progress.notes.push(...opened.notes);
  onEvent({ kind: 'opened', media, chunkCount: total });
  const { key } = progress;
  // Features beyond what the cache takes would only fill memory on long videos.
  const journal = key !== null && total <= MAX_CACHED_CHUNKS ? key : null;
  const earlier = journal === null ? [] : await readJournal(journal, engine.clip?.id ?? null);
  await scoreEarlier(engine, earlier, total, progress, onEvent);
  const from = progress.scored.length;
  const kept = earlier.map(({ chunk }) => chunk);
  const pass = new PicturePass(engine.clip ?? null, signal, earlier.flatMap(({ clip }) => (clip === null || engine.clip == null ? [] : [clip.picture])));
  progress.clip = pass.id;
  // Where a chunk is missing those after it are of no use, after a crash or for training.
  const whole = journal !== null && kept.length === from;
  // A file of one chunk is finished with it.
  let journalled = whole && total > 1;
  for await (const views of ahead(opened.views(signal, from))) {
    throwIfAborted(signal);
    // CLIP looks while the nets compute.
    const looking = pass.look(views.global);
    const outputs = await engine.run(views);
    const clip = await looking;
    throwIfAborted(signal);
    progress.clip = pass.id;
    const basis: ChunkBasis = {
      index: views.index,
      startS: views.startS,
      endS: views.endS,
      cellWeights: outputs.cellWeights,
      cellTerms: outputs.cellTerms,
      saliency: saliencyMaps(outputs.saliency, outputs.saliencySide, GLOBAL_FRAMES.map((frame) => views.frameTimesS[frame] ?? views.startS)),
    };
    if (whole) {
      const chunk = { ...basis, features: outputs.features };
      kept.push(chunk);
      // Before it is told, so that nothing that anybody has heard of can be lost.
      if (journalled) journalled = await writeJournal(journal, progress.scored.length, chunk, clip === null || pass.id === null ? null : { id: pass.id, picture: clip });
    }
    const { score, pooled } = scoreChunk(engine.header, basis, outputs, clip);
    progress.scored.push(pooled);
    onEvent({ kind: 'chunk', chunk: score, pooled, done: progress.scored.length, total });
  }
  if (pass.note !== null) progress.notes.push(pass.note);
  const seen = media.durationS > 0 ? progress.scored.reduce((sum, { durationS }) => sum + durationS, 0) / media.durationS : 1;
  // Lengths that add up to the whole do so but for rounding.
  if (seen < 0.9999) progress.shareSeen = seen;
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
  if (outcome !== 'kept') progress.key = null;
  if (outcome === 'refused') progress.notes.push('The browser’s storage is full or closed to this page: to train on this file, score it again when there is room.');
}

/** Features kept earlier, with CLIP's where CLIP is on; null where either is missing and the file must be decoded. */
async function readKept(engine: ScoringEngine, key: string): Promise<{ readonly features: CachedFeatures; readonly pictures: readonly Float32Array[] | null } | null> {
  const features = await readFeatures(key);
  if (features === null) return null;
  const clip = engine.clip ?? null;
  const pictures = clip === null ? null : await readPictures(key, clip.id);
  return clip === null || pictures?.length === features.chunks.length ? { features, pictures } : null;
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
  const { header } = engine;
  const progress: Progress = { media: null, error: null, shareSeen: 1, key: null, clip: null, notes: [], scored: [...done] };
  let opened: OpenMedia | null = null;
  let key: string | null = null;
  // The media worker opens the file while it is hashed here.
  const unneeded = new AbortController();
  const opening = openMediaFile(file, { chunkSeconds: settings.chunkSeconds, coverage: settings.coverage }, AbortSignal.any([signal, unneeded.signal]));
  opening.catch(() => undefined);
  try {
    // An unreadable file (a folder, one that is gone) gets its sentence from opening it.
    const hash = await contentHash(file).catch(() => null);
    throwIfAborted(signal);
    key = hash === null ? null : featureKey(hash, engine.trunk, settings);
    progress.key = key;
    const kept = key === null ? null : await readKept(engine, key);
    if (kept !== null) {
      await scoreCached(engine, kept.features, kept.pictures, progress, onEvent);
    } else {
      opened = await opening;
      await scoreDecoded(engine, opened, progress, onEvent, signal);
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
    score: scoreVideo(header, progress.scored, progress.shareSeen),
    error: progress.error,
    notes: progress.notes,
    model: `${header.name} ${header.version}`,
    backend: engine.backend,
    settings,
    featureKey: progress.key,
    ...(progress.clip === null ? {} : { clip: progress.clip }),
    elapsedS: (performance.now() - began) / 1000,
  };
}
