import { GLOBAL_FRAMES } from '../models/architecture.ts';
import { cellShares } from '../models/cell-shares.ts';
import { chunkOpinion, pool, videoOpinion, type PoolableChunk } from '../models/calibration.ts';
import type { ModelHeader } from '../models/model-file.ts';
import type { ChunkOutputs } from '../models/quality-model.ts';
import { MediaError, type ChunkViews, type OpenMedia, type OpenMediaFile } from './media.ts';
import { saliencyMaps } from './saliency-maps.ts';
import type { BackendName, ChunkScore, FileResult, MediaInfo, ScoringEvent, ScoringSettings, VideoScore } from './scoring-types.ts';

/** What scoring needs of the engine; the nets themselves stay behind it. */
export interface ScoringEngine {
  readonly backend: BackendName;
  readonly header: ModelHeader;
  run(views: ChunkViews): Promise<ChunkOutputs>;
}

/** A chunk with what pooling needs and the page does not. */
interface ScoredChunk extends PoolableChunk {
  readonly score: ChunkScore;
}

function scoreChunk(header: ModelHeader, views: ChunkViews, outputs: ChunkOutputs): ScoredChunk {
  const { mos, low, high } = chunkOpinion(header.calibration, outputs.raw, outputs.spread);
  const dimensions = Object.fromEntries(
    header.dimensions.map(({ name, scale, offset }, i) => [name, Math.min(5, Math.max(1, scale * (outputs.dimensions[i] ?? NaN) + offset))]),
  );
  const { scale, offset } = header.calibration;
  return {
    raw: outputs.raw,
    spread: outputs.spread,
    // A still has no duration, but it is one chunk.
    durationS: views.endS > views.startS ? views.endS - views.startS : 1,
    score: {
      index: views.index,
      startS: views.startS,
      endS: views.endS,
      mos,
      low,
      high,
      dimensions,
      saliency: saliencyMaps(outputs.saliency, outputs.saliencySide, GLOBAL_FRAMES.map((frame) => views.frameTimesS[frame] ?? views.startS)),
      cells: Array.from(cellShares(outputs), (share) => scale * share + offset / outputs.cellTerms.length),
    },
  };
}

function scoreVideo(header: ModelHeader, chunks: readonly ScoredChunk[], shareSeen: number): VideoScore | null {
  if (chunks.length === 0) return null;
  const { mos, low, high } = videoOpinion(header.calibration, chunks, shareSeen);
  const dimensions = Object.fromEntries(
    header.dimensions.map(({ name }) => [
      name,
      pool(chunks.map(({ score, durationS }) => ({ value: score.dimensions[name] ?? NaN, weight: durationS })), header.calibration.pooling),
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

/**
 * Scores one file, chunk by chunk. A bad file is a result, not an exception; what was scored before a fault is kept.
 * @throws DOMException `AbortError` when the signal fires; any failure of the engine itself.
 */
export async function scoreFile(
  engine: ScoringEngine,
  openMediaFile: OpenMediaFile,
  file: File,
  settings: ScoringSettings,
  onEvent: (event: ScoringEvent) => void,
  signal: AbortSignal,
): Promise<FileResult> {
  const began = performance.now();
  const { header } = engine;
  const scored: ScoredChunk[] = [];
  const notes: string[] = [];
  let media: MediaInfo | null = null;
  let opened: OpenMedia | null = null;
  let error: string | null = null;
  let shareSeen = 1;
  try {
    opened = await openMediaFile(file, { chunkSeconds: settings.chunkSeconds, coverage: settings.coverage });
    media = opened.info;
    notes.push(...opened.notes);
    const total = opened.chunkCount;
    onEvent({ kind: 'opened', media, chunkCount: total });
    for await (const views of ahead(opened.views(signal))) {
      throwIfAborted(signal);
      const chunk = scoreChunk(header, views, await engine.run(views));
      throwIfAborted(signal);
      scored.push(chunk);
      onEvent({ kind: 'chunk', chunk: chunk.score, done: scored.length, total });
    }
    if (settings.coverage !== 'all' && media.durationS > 0) {
      shareSeen = scored.reduce((seen, { durationS }) => seen + durationS, 0) / media.durationS;
    }
  } catch (cause) {
    throwIfAborted(signal);
    if (!(cause instanceof MediaError)) throw cause;
    error = cause.message;
    if (scored.length > 0) notes.push(`Only part of the file was scored: ${scored.length} of ${opened?.chunkCount ?? scored.length} chunks.`);
  } finally {
    opened?.close();
  }
  return {
    status: error === null ? 'ok' : 'failed',
    media,
    score: scoreVideo(header, scored, shareSeen),
    chunks: scored.map(({ score }) => score),
    error,
    notes,
    model: `${header.name} ${header.version}`,
    backend: engine.backend,
    settings,
    elapsedS: (performance.now() - began) / 1000,
  };
}
