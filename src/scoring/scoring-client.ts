import * as Comlink from 'comlink';
import type { ScoringService } from '../../workers/scoring-service.ts';
import type { ChunkScore, EngineInfo, FileResult, PooledChunk, ResourceCounts, ScoringEvent, ScoringSettings, WorkerEvent } from '../../workers/scoring-types.ts';
import { unlessAborted } from '../../workers/unless-aborted.ts';
import { formatTime } from '../format/duration.ts';
import { splitChunk } from '../maps/split-chunk.ts';
import { messages } from '../messages.ts';

/** The scoring worker died or went silent; a new one is started for the next call. */
export class WorkerStopped extends Error {
  override readonly name = 'WorkerStopped';
  /** @param wanted whether the page ended it. */
  constructor(message: string, readonly wanted = false) {
    super(message);
  }
}

/** Whether an error means that somebody pressed cancel. Errors lose their class on the way through a port, but keep their name. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error ? error.name === 'AbortError' : error instanceof DOMException && error.name === 'AbortError';
}

/** What the page knows of the scoring worker. */
export interface ScoringClient {
  /**
   * Loads the model on a backend, once for each choice.
   * @param next what will be scored then: it is opened meanwhile.
   * @throws Error with one sentence.
   */
  prepare(backend: ScoringSettings['backend'], next?: NextFile): Promise<EngineInfo>;
  /** Puts another model in the shipped one's place, also in workers to come; null goes back. @throws Error with one sentence. */
  useModel(bytes: ArrayBuffer | null, backend: ScoringSettings['backend']): Promise<EngineInfo>;
  /**
   * Scores one file at a time. After a crash of the worker a new one goes on with the chunk that the old one was at, and a note of the result says so.
   * @throws an abort error after {@link cancel}, {@link WorkerStopped} when a chunk ends two workers in succession.
   */
  score(file: File, settings: ScoringSettings, onEvent: (event: ScoringEvent) => void): Promise<FileResult>;
  /** Stops the file in work within a second, by force if need be; one that was only to come is closed. */
  cancel(): void;
  counts(): Promise<ResourceCounts>;
  /** The `.fovea` file of the model in use. @throws Error with one sentence. */
  modelBytes(): Promise<ArrayBuffer>;
  /** Ends the worker. */
  dispose(): void;
}

/** A file that {@link ScoringClient.score} will be asked for. */
export interface NextFile {
  readonly file: File;
  readonly settings: ScoringSettings;
}

/** Who lets CLIP look at what is scored. */
export interface ClipHost {
  /** From the next chunk on, CLIP looks at the pictures as well, or no longer does (null); also in workers to come. */
  useClip(clip: ClipConnection | null): void;
}

/** A CLIP that scoring may ask. */
export interface ClipConnection {
  /** Names the weights. */
  readonly id: string;
  /** A new port to its worker. */
  readonly connect: () => MessagePort;
}

export interface ScoringClientOptions {
  readonly startWorker: () => Worker;
  /** Where the shipped model is served. */
  readonly modelUrl: string;
  /** How long a cancelled file may take to stop before its worker is ended. */
  readonly cancelGraceMs?: number;
  /** How long a worker may be silent before it counts as dead. */
  readonly silenceMs?: number;
}

interface LiveWorker {
  readonly service: Comlink.Remote<ScoringService>;
  /** Fires when the worker is gone. */
  readonly gone: AbortSignal;
  readonly end: (reason: Error) => void;
  prepared: { readonly key: string; readonly engine: Promise<EngineInfo> } | null;
  /** The file that the worker was told to open. */
  expected: File | null;
  clip: ClipConnection | null;
}

const CANCEL_GRACE_MS = 700;
// The cpu backend may compute for a minute without a pause.
const SILENCE_MS = 240_000;
const HEARTBEAT_MS = 10_000;
/** A file that ends more workers than this is given up, even if each got a little further. */
const MAX_RESTARTS = 3;

/** Starts the scoring worker when it is first needed, and again after a crash. */
export function createScoringClient(options: ScoringClientOptions): ScoringClient & ClipHost {
  const { startWorker, modelUrl, cancelGraceMs = CANCEL_GRACE_MS, silenceMs = SILENCE_MS } = options;
  let live: LiveWorker | null = null;
  let ownModel: { readonly bytes: ArrayBuffer; readonly id: number } | null = null;
  let modelCount = 0;
  let clip: ClipConnection | null = null;
  let endScoring: ((reason: Error) => void) | null = null;

  function worker(): LiveWorker {
    if (live !== null) return live;
    const started = startWorker();
    const ending = new AbortController();
    const made: LiveWorker = {
      service: Comlink.wrap<ScoringService>(started),
      gone: ending.signal,
      end(reason) {
        started.terminate();
        if (live === made) live = null;
        ending.abort(reason);
      },
      prepared: null,
      expected: null,
      clip: null,
    };
    started.addEventListener('error', (event) => {
      // Otherwise the console reports a failure that is handled here.
      event.preventDefault();
      made.end(new WorkerStopped(event.message));
    });
    started.addEventListener('messageerror', () => made.end(new WorkerStopped('messageerror')));
    live = made;
    return made;
  }

  async function loadModel(on: LiveWorker, backend: ScoringSettings['backend']): Promise<EngineInfo> {
    const engine = await unlessAborted(on.service.prepare(modelUrl, backend), on.gone);
    if (ownModel === null) return engine;
    return unlessAborted(on.service.useModel(ownModel.bytes), on.gone);
  }

  function prepareOn(on: LiveWorker, backend: ScoringSettings['backend']): Promise<EngineInfo> {
    const key = `${backend}/${ownModel?.id ?? 'shipped'}`;
    if (on.prepared?.key === key) return on.prepared.engine;
    const engine = loadModel(on, backend);
    const prepared = { key, engine };
    on.prepared = prepared;
    engine.catch(() => {
      if (on.prepared === prepared) on.prepared = null;
    });
    return engine;
  }

  function connectClip(on: LiveWorker): void {
    if (on.clip === clip) return;
    on.clip = clip;
    const port = clip?.connect() ?? null;
    // Messages keep their order, so what is asked next is done with CLIP; a worker that is gone says so to whoever asks it to score.
    void on.service.useClip(clip === null || port === null ? null : Comlink.transfer({ id: clip.id, port }, [port])).catch(() => undefined);
  }

  function watch(on: LiveWorker): () => void {
    let silentMs = 0;
    // Ticks are counted instead of reading the clock: a machine that slept must not look like a dead worker.
    const timer = setInterval(() => {
      silentMs += HEARTBEAT_MS;
      if (silentMs > silenceMs) on.end(new WorkerStopped('silent'));
      else
        void on.service.counts().then(
          () => {
            silentMs = 0;
          },
          () => undefined,
        );
    }, HEARTBEAT_MS);
    return () => clearInterval(timer);
  }

  return {
    prepare(backend, next) {
      const on = worker();
      if (next !== undefined) {
        // What CLIP is to see is cut from the same frames.
        connectClip(on);
        on.expected = next.file;
        // Whoever asks a worker that is gone to score hears of it.
        void on.service.expect(next.file, next.settings).catch(() => undefined);
      }
      return prepareOn(on, backend);
    },

    async useModel(bytes, backend) {
      const before = ownModel;
      modelCount += 1;
      ownModel = bytes === null ? null : { bytes, id: modelCount };
      try {
        return await prepareOn(worker(), backend);
      } catch (error) {
        ownModel = before;
        throw error;
      }
    },

    async score(file, settings, onEvent) {
      const chunks: ChunkScore[] = [];
      const pooled: PooledChunk[] = [];
      const notes: string[] = [];
      const cancelling = new AbortController();
      const { signal } = cancelling;
      endScoring = (reason) => cancelling.abort(reason);
      try {
        for (let stoppedAt = -1; ; ) {
          const on = worker();
          const stopWatching = watch(on);
          let listening = true;
          const hear = (event: WorkerEvent): void => {
            // What a dead worker's port still holds has been given to the next one to compute.
            if (!listening) return;
            if (event.kind === 'chunk') {
              const { chunk, maps } = splitChunk(event.chunk);
              chunks.push(chunk);
              pooled.push(event.pooled);
              if (!signal.aborted) onEvent({ kind: 'chunk', chunk, maps, done: event.done, total: event.total });
              return;
            }
            if (event.kind === 'again') {
              chunks.length = 0;
              pooled.length = 0;
            }
            if (!signal.aborted) onEvent(event);
          };
          try {
            await unlessAborted(prepareOn(on, settings.backend), on.gone, signal);
            connectClip(on);
            const expected = on.expected === file;
            on.expected = null;
            const result = await unlessAborted(on.service.score(file, settings, Comlink.proxy(hear), [...pooled], expected), on.gone, signal);
            return { ...result, notes: [...result.notes, ...notes], chunks };
          } catch (error) {
            // The news of a crash may overtake the last chunk.
            await new Promise((resolve) => void setTimeout(resolve));
            listening = false;
            const again = error instanceof WorkerStopped && !error.wanted && stoppedAt !== chunks.length && notes.length < MAX_RESTARTS;
            if (!again) throw error;
            stoppedAt = chunks.length;
            notes.push(messages.score.resumed(formatTime(chunks.at(-1)?.endS ?? 0)));
          } finally {
            stopWatching();
          }
        }
      } finally {
        endScoring = null;
      }
    },

    cancel() {
      const on = live;
      if (on === null) return;
      on.expected = null;
      // A worker that is gone has nothing to stop.
      void on.service.cancel().catch(() => undefined);
      const end = endScoring;
      if (end === null) return;
      setTimeout(() => {
        if (endScoring !== end) return;
        const reason = new DOMException('Cancelled.', 'AbortError');
        end(reason);
        on.end(reason);
      }, cancelGraceMs);
    },

    counts() {
      const on = worker();
      return unlessAborted(on.service.counts(), on.gone);
    },

    useClip(next) {
      clip = next;
      if (live !== null) connectClip(live);
    },

    async modelBytes() {
      if (ownModel !== null) return ownModel.bytes.slice(0);
      const response = await fetch(modelUrl);
      if (!response.ok) throw new Error(`The model could not be loaded: the server answered ${response.status}.`);
      return response.arrayBuffer();
    },

    dispose() {
      live?.end(new WorkerStopped('disposed', true));
    },
  };
}
