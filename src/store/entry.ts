import type { BackendName, ChunkScore, EngineInfo, FileResult, MediaInfo, ScoringSettings } from '../../workers/scoring-types.ts';
import type { ExportRow } from '../export/exported-result.ts';
import { KeptMaps } from '../maps/kept-maps.ts';

/** Where a file is on its way. */
export type EntryStatus = 'queued' | 'scoring' | 'ok' | 'failed' | 'cancelled';

/** One file in the queue, from drop to score. */
export interface Entry {
  readonly id: number;
  readonly name: string;
  /** Null for a folder, and for a file of an earlier visit until it is opened again. */
  readonly file: File | null;
  readonly status: EntryStatus;
  readonly media: MediaInfo | null;
  /** Chunks scored so far. */
  readonly chunks: readonly ChunkScore[];
  /** Their maps, which come as they do. */
  readonly maps: KeptMaps;
  /** 0–100, never falls; 100 once the score is there. */
  readonly percent: number;
  readonly done: number;
  readonly total: number;
  /** When the first chunk was begun, on `performance.now()`'s clock. */
  readonly startedAtMs: number | null;
  readonly result: FileResult | null;
  /** One sentence, null while nothing went wrong. */
  readonly error: string | null;
}

/** A fresh entry. */
export function newEntry(id: number, name: string, file: File | null, error: string | null): Entry {
  return {
    id, name, file, error,
    status: error === null ? 'queued' : 'failed',
    media: null, chunks: [], maps: new KeptMaps(), percent: 0, done: 0, total: 0, startedAtMs: null, result: null,
  };
}

/** Whether nothing more will happen to it by itself. */
export function isFinished(entry: Entry): boolean {
  return entry.status === 'ok' || entry.status === 'failed' || entry.status === 'cancelled';
}

/** A result for a file that the worker could not report on itself. */
export function failedResult(entry: Entry, error: string, engine: EngineInfo, settings: ScoringSettings): FileResult {
  return {
    status: 'failed',
    media: entry.media,
    score: null,
    chunks: entry.chunks,
    error,
    notes: [],
    model: modelLabel(engine),
    backend: engine.backend,
    settings,
    featureKey: null, elapsedS: 0,
  };
}

/** Name and version, as results carry it. */
export function modelLabel(engine: EngineInfo): string {
  return `${engine.model.name} ${engine.model.version}`;
}

/** The files that exports speak of. */
export function finishedEntries(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => entry.status === 'ok' || entry.status === 'failed');
}

/** The finished files as exports take them. */
export function exportRows(entries: readonly Entry[], settings: ScoringSettings): ExportRow[] {
  return finishedEntries(entries)
    .map((entry) => ({
      file: entry.name,
      result: entry.result ?? {
        status: 'failed',
        media: entry.media,
        score: null,
        chunks: entry.chunks,
        error: entry.error,
        notes: [],
        model: null,
        backend: null as BackendName | null,
        settings,
        featureKey: null, elapsedS: 0,
      },
    }));
}
