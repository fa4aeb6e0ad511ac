import { clearJournal } from './chunk-journal.ts';
import { scoreVideo } from './chunk-score.ts';
import { contentHash } from './content-hash.ts';
import { EngineFault } from './engine-fault.ts';
import { featureKey } from './feature-key.ts';
import { BeginAgain, routeOf, type FusionRoute } from './fusion-route.ts';
import { MediaError, type OpenMedia, type OpenMediaFile } from './media.ts';
import { scoreDecoded } from './score-decoded.ts';
import { readKept, scoreKept } from './score-kept.ts';
import type { ScoringEngine } from './scoring-engine.ts';
import type { ScoringProgress } from './scoring-progress.ts';
import type { PooledChunk, ScoredFile, ScoringSettings, WorkerEvent } from './scoring-types.ts';

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
  const progress: ScoringProgress = { media: null, error: null, shareSeen: 1, key: null, clip: null, notes: [], scored: [...done] };
  let opened: OpenMedia | null = null;
  let key: string | null = null;
  // The media worker opens the file while it is hashed here.
  const unneeded = new AbortController();
  const opening = openMediaFile(file, { chunkSeconds: settings.chunkSeconds, coverage: settings.coverage, picture: clip !== null }, AbortSignal.any([signal, unneeded.signal]));
  opening.catch(() => undefined);
  try {
    // An unreadable file (a folder, one that is gone) gets its sentence from opening it.
    const hash = await contentHash(file).catch(() => null);
    signal.throwIfAborted();
    key = hash === null ? null : featureKey(hash, engine.trunk, settings);
    progress.key = key;
    const kept = key === null ? null : await readKept(engine, key);
    route = routed(kept?.fused ?? null);
    // What a worker that is gone has scored with CLIP or without must go on so.
    if (done.some((chunk) => (chunk.fused ?? false) !== (route.fusion !== null))) throw new BeginAgain(failure);
    if (kept !== null && (clip === null || kept.shown?.clip === clip.id)) {
      await scoreKept(engine, route, kept, progress, onEvent);
    } else {
      opened = await opening;
      await scoreDecoded(engine, route, clip, opened, progress, onEvent, signal);
    }
  } catch (cause) {
    signal.throwIfAborted();
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
