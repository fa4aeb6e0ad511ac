import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ChunkScore, EngineInfo, FileResult, ScoringEvent, ScoringSettings } from '../../workers/scoring-types.ts';
import type { DroppedItem } from '../drop/dropped-items.ts';
import { KeptMaps } from '../maps/kept-maps.ts';
import type { StoredMaps } from '../maps/kept-maps.ts';
import { messages } from '../messages.ts';
import { isAbort, WorkerStopped } from '../scoring/scoring-client.ts';
import type { ScoringClient } from '../scoring/scoring-client.ts';
import { failedResult, isFinished, newEntry } from './entry.ts';
import type { Entry } from './entry.ts';
import { diskBlob } from './disk-blob.ts';

/** The nets' home as the page shows it. */
export type EngineState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'ready'; readonly info: EngineInfo }
  | { readonly kind: 'failed'; readonly error: string };

/** A file that was scored in an earlier visit. */
export interface RestoredFile {
  readonly name: string;
  /** Null where the file itself could not be opened again. */
  readonly file: File | null;
  readonly result: FileResult;
  readonly maps: StoredMaps;
}

/** Files, engine and settings, and what can be done with them. */
export interface QueueState {
  readonly entries: readonly Entry[];
  readonly selectedId: number | null;
  readonly settings: ScoringSettings;
  readonly engine: EngineState;
  /** Whether a model from the user's disk is in the shipped one's place. */
  readonly ownModel: boolean;
  /** Why the last model file was refused, one sentence. */
  readonly modelError: string | null;
  /** Whether no further file is begun; the one in work is finished. */
  readonly paused: boolean;
  /** Puts files at the end of the queue and starts scoring. @returns their ids. */
  readonly add: (items: readonly DroppedItem[]) => number[];
  /** Puts files that were scored before at the end of the list. @returns their ids. */
  readonly restore: (files: readonly RestoredFile[]) => number[];
  /** Gives a restored entry its file back. */
  readonly attach: (id: number, file: File) => void;
  readonly select: (id: number) => void;
  /** Stops one file, or takes it out of the queue before its turn. */
  readonly cancel: (id: number) => void;
  readonly cancelAll: () => void;
  readonly setPaused: (paused: boolean) => void;
  /** Puts a file in front of another one, or at the end (null): files are scored in the order of the list. */
  readonly move: (id: number, beforeId: number | null) => void;
  /** Scores a file again with the settings of now. */
  readonly retry: (id: number) => void;
  /** What the way out of a row does: a file under way is cancelled, a finished one is forgotten. */
  readonly cancelOrRemove: (id: number) => void;
  /** Forgets a file, stopping it first. */
  readonly remove: (id: number) => void;
  readonly clear: () => void;
  /** Takes effect with the next file; a new backend is prepared at once when nothing is being scored. */
  readonly setSettings: (settings: ScoringSettings) => void;
  /** Loads the model ahead of the first file. @throws Error with one sentence. */
  readonly prepare: () => Promise<EngineInfo>;
  /** Puts a model from disk in the shipped one's place, or the shipped one back (null). @throws Error with one sentence. */
  readonly replaceModel: (file: File | null) => Promise<EngineInfo>;
}

export type QueueStore = StoreApi<QueueState>;

function sentence(error: unknown, stopped: string): string {
  return error instanceof Error && !(error instanceof WorkerStopped) && error.message !== '' ? error.message : stopped;
}

/** A fast machine scores more chunks in a second than a page should be drawn anew. */
const UPDATE_MS = 200;
/** From this many chunks on a new one hardly changes the picture, and drawing it anew costs more. */
const LONG_LIST = 900;
const LONG_UPDATE_MS = 1000;

/** The queue: scores its files one after the other through `client`. */
export function createQueueStore(client: ScoringClient, settings: ScoringSettings): QueueStore {
  let nextId = 1;
  let running = false;
  let waiting: { readonly id: number; readonly chunks: ChunkScore[]; done: number; total: number } | null = null;
  let flushTimer: ReturnType<typeof setTimeout> | undefined;

  return createStore<QueueState>()((set, get) => {
    function find(id: number): Entry | undefined {
      return get().entries.find((entry) => entry.id === id);
    }

    function update(id: number, change: Partial<Entry>): void {
      set(({ entries }) => ({ entries: entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)) }));
    }

    async function ready(prepared: () => Promise<EngineInfo>): Promise<EngineInfo> {
      const before = get().engine;
      if (before.kind !== 'ready') set({ engine: { kind: 'preparing' } });
      try {
        const info = await prepared();
        set({ engine: { kind: 'ready', info } });
        return info;
      } catch (error) {
        if (!isAbort(error)) set({ engine: { kind: 'failed', error: sentence(error, messages.errors.engineStopped) } });
        throw error;
      }
    }

    function onEvent(id: number, event: ScoringEvent): void {
      if (event.kind === 'engine') {
        set({ engine: { kind: 'ready', info: event.engine } });
        return;
      }
      const entry = find(id);
      if (entry?.status !== 'scoring') return;
      if (event.kind === 'again') {
        waiting = null;
        update(id, { chunks: [], maps: new KeptMaps(diskBlob), done: 0 });
        return;
      }
      if (event.kind === 'opened') {
        update(id, { media: event.media, total: event.chunkCount, startedAtMs: performance.now() });
        return;
      }
      const { done, total } = event;
      entry.maps.append(event.maps);
      if (waiting?.id !== id) waiting = { id, chunks: [], done, total };
      waiting.chunks.push(event.chunk);
      waiting.done = done;
      waiting.total = total;
      const shown = entry.chunks.length;
      flushTimer ??= setTimeout(flush, shown === 0 ? 0 : shown < LONG_LIST ? UPDATE_MS : LONG_UPDATE_MS);
    }

    /** Shows the chunks that came since the last time. */
    function flush(): void {
      clearTimeout(flushTimer);
      flushTimer = undefined;
      const news = waiting;
      waiting = null;
      const entry = news === null ? undefined : find(news.id);
      if (news === null || entry?.status !== 'scoring') return;
      const { chunks, done, total } = news;
      const share = total > 0 ? done / total : 0;
      update(news.id, {
        chunks: [...entry.chunks, ...chunks],
        done,
        total,
        // The last percent belongs to the score itself.
        percent: Math.max(entry.percent, Math.min(99, Math.floor(share * 100))),
      });
    }

    async function scoreOne(id: number, file: File): Promise<void> {
      const used = get().settings;
      // What a cancelled run of the same file left behind is not this run's.
      waiting = null;
      update(id, { status: 'scoring', percent: 0, done: 0, total: 0, chunks: [], maps: new KeptMaps(diskBlob), media: null, result: null, error: null, startedAtMs: null });
      let engine: EngineInfo | null = null;
      try {
        engine = await ready(() => client.prepare(used.backend, { file, settings: used }));
        if (find(id)?.status !== 'scoring') return;
        const result: FileResult = await client.score(file, used, (event) => onEvent(id, event));
        flush();
        find(id)?.maps.seal();
        if (find(id)?.status !== 'scoring') return;
        update(id, {
          status: result.status, result, error: result.error, media: result.media, chunks: result.chunks, percent: 100,
          done: result.chunks.length, total: Math.max(result.chunks.length, find(id)?.total ?? 0),
        });
      } catch (error) {
        flush();
        const entry = find(id);
        entry?.maps.seal();
        // Cancelled, taken away or queued again while the worker was still at it.
        if (entry?.status !== 'scoring') return;
        if (isAbort(error)) {
          update(id, { status: 'cancelled' });
          return;
        }
        const text = sentence(error, messages.errors.workerStopped);
        update(id, { status: 'failed', error: text, percent: 100, result: engine === null ? null : failedResult(entry, text, engine, used) });
      }
    }

    async function pump(): Promise<void> {
      if (running) return;
      running = true;
      try {
        while (!get().paused) {
          const next = get().entries.find((entry) => entry.status === 'queued');
          if (next?.file == null) break;
          await scoreOne(next.id, next.file);
        }
      } finally {
        running = false;
      }
    }

    return {
      entries: [],
      selectedId: null,
      settings,
      engine: { kind: 'idle' },
      ownModel: false,
      modelError: null,
      paused: false,

      add(items) {
        const added = items.map((item) => {
          const id = nextId;
          nextId += 1;
          return item.kind === 'file' ? newEntry(id, item.file.name, item.file, null) : newEntry(id, item.name, null, messages.errors.folder);
        });
        set(({ entries, selectedId, paused }) => ({
          entries: [...entries, ...added],
          // A pause holds back the files that wait; where none does, a drop is a wish to have these scored.
          paused: paused && entries.some((entry) => entry.status === 'queued'),
          // A drop is a wish to see these files, unless one is being looked at.
          selectedId: selectedId ?? added.find((entry) => entry.status === 'queued')?.id ?? added[0]?.id ?? null,
        }));
        void pump();
        return added.map((entry) => entry.id);
      },

      restore(files) {
        const restored = files.map(({ name, file, result, maps }): Entry => {
          const id = nextId;
          nextId += 1;
          const { status, media, chunks, error } = result;
          return { ...newEntry(id, name, file, null), status, media, chunks, maps: KeptMaps.from(maps), error, result, percent: 100, done: chunks.length, total: chunks.length };
        });
        set(({ entries, selectedId }) => ({ entries: [...entries, ...restored], selectedId: selectedId ?? restored[0]?.id ?? null }));
        return restored.map(({ id }) => id);
      },

      attach: (id, file) => update(id, { file }),

      select(id) {
        if (find(id) !== undefined) set({ selectedId: id });
      },

      cancel(id) {
        const entry = find(id);
        if (entry === undefined || isFinished(entry)) return;
        update(id, { status: 'cancelled' });
        if (entry.status === 'scoring') client.cancel();
      },

      cancelAll() {
        for (const entry of get().entries) get().cancel(entry.id);
        set({ paused: false });
      },

      setPaused(paused) {
        set({ paused });
        if (!paused) void pump();
      },

      move(id, beforeId) {
        set(({ entries }) => {
          const moved = entries.find((entry) => entry.id === id);
          if (moved === undefined || id === beforeId) return {};
          const others = entries.filter((entry) => entry.id !== id);
          const found = others.findIndex((entry) => entry.id === beforeId);
          const at = found < 0 ? others.length : found;
          return { entries: [...others.slice(0, at), moved, ...others.slice(at)] };
        });
      },

      retry(id) {
        const entry = find(id);
        if (entry?.file == null || !isFinished(entry)) return;
        set(({ entries }) => ({ entries: entries.map((each) => (each.id === id ? newEntry(id, entry.name, entry.file, null) : each)) }));
        void pump();
      },

      cancelOrRemove(id) {
        const entry = find(id);
        if (entry === undefined) return;
        if (isFinished(entry)) get().remove(id);
        else get().cancel(id);
      },

      remove(id) {
        get().cancel(id);
        set(({ entries, selectedId }) => {
          const at = entries.findIndex((entry) => entry.id === id);
          const left = entries.filter((entry) => entry.id !== id);
          return { entries: left, selectedId: selectedId === id ? (left[Math.min(at, left.length - 1)]?.id ?? null) : selectedId };
        });
      },

      clear() {
        get().cancelAll();
        set({ entries: [], selectedId: null });
      },

      setSettings(next) {
        const before = get().settings;
        set({ settings: next });
        if (before.backend !== next.backend && !running) {
          set({ engine: { kind: 'preparing' } });
          get().prepare().catch(() => undefined);
        }
      },

      prepare() {
        return ready(() => client.prepare(get().settings.backend));
      },

      async replaceModel(file) {
        const before = get().engine;
        set({ engine: { kind: 'preparing' }, modelError: null });
        try {
          const info = await client.useModel(file === null ? null : await file.arrayBuffer(), get().settings.backend);
          set({ engine: { kind: 'ready', info }, ownModel: file !== null });
          return info;
        } catch (error) {
          // A refused model leaves the one before in place.
          const text = sentence(error, messages.errors.engineStopped);
          set({ engine: before, modelError: text });
          throw new Error(text, { cause: error });
        }
      },
    };
  });
}
