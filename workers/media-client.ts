import { wrap, type Remote } from 'comlink';
import { MediaError, type ChunkFrame, type ChunkViews, type OpenMedia, type OpenMediaFile } from './media.ts';
import type { MediaOutcome, MediaService } from './media-service.ts';

/** Chunks that are cut while one is scored: enough that a group of pictures that decodes slowly does not stop the nets. 1.5 MB each. */
const CHUNKS_AHEAD = 3;

/** Frames that are asked for while one is worked on. Each keeps a decoder from using its memory, and hardware decoders have as few as four. */
const FRAMES_AHEAD = 2;

/** The media worker as its owner sees it. */
export interface MediaClient {
  readonly openMediaFile: OpenMediaFile;
  /** Decoded frames that the worker holds right now. */
  openFrames(): Promise<number>;
}

/** How long the worker may not even say that it is alive. Some damaged sample tables keep the demuxer in one loop for minutes. */
const HANG_MS = 15_000;
const TICK_MS = 1_500;

interface LiveWorker {
  readonly worker: Worker;
  readonly service: Remote<MediaService>;
}

function spawn(): LiveWorker {
  const worker = new Worker(new URL('./media-worker.ts', import.meta.url), { type: 'module', name: 'fovea-media' });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    // Uncaught here as well, so that the page learns of it and starts both anew.
    throw new Error(event.message);
  });
  return { worker, service: wrap<MediaService>(worker) };
}

/** Starts the media worker. It ends with the worker that it is started in; what goes wrong in it as a whole goes wrong there. */
export function startMediaWorker(): MediaClient {
  let live = spawn();
  let opened = 0;

  /** Waits for a call, and looks meanwhile whether the worker still lives: one that hangs on a file is replaced. @throws MediaError */
  function answered<T>(on: LiveWorker, call: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // Ticks are counted instead of reading the clock, as in the decoder's watchdog.
      let silentMs = 0;
      const timer = setInterval(() => {
        silentMs += TICK_MS;
        if (silentMs < HANG_MS) {
          void on.service.openFrames().then(() => {
            silentMs = 0;
          });
          return;
        }
        clearInterval(timer);
        on.worker.terminate();
        if (live === on) live = spawn();
        reject(new MediaError('not-a-video', 'The file is damaged: reading it does not come to an end.'));
      }, TICK_MS);
      call().then(resolve, reject).finally(() => clearInterval(timer));
    });
  }

  return {
    openMediaFile: async (file, options, signal) => {
      signal?.throwIfAborted();
      opened += 1;
      const id = opened;
      const on = live;
      const { service } = on;
      const close = (): void => {
        signal?.removeEventListener('abort', close);
        void service.close(id);
      };
      signal?.addEventListener('abort', close);
      try {
        const { info, chunkCount, notes, showing } = valueOf(await answered(on, async () => service.open(id, file, options)));
        const next = (from: number): Promise<MediaOutcome<ChunkViews | null>> => answered(on, async () => service.next(id, from));
        const nextFrame = (from: number): Promise<MediaOutcome<ChunkFrame | null>> => answered(on, async () => service.nextFrame(id, from));
        return {
          info, chunkCount, notes,
          frames: showing === null ? null : {
            ...showing, read: (readSignal, from = 0) => readFramesAhead(nextFrame, () => service.rewind(id), readSignal, from),
          },
          views: (viewsSignal, from = 0) => readAhead(next, () => void service.close(id), viewsSignal, from), late: () => service.late(id), close,
        } satisfies OpenMedia;
      } catch (error) {
        close();
        signal?.throwIfAborted();
        throw error;
      }
    },
    openFrames: () => live.service.openFrames(),
  };
}

async function* readAhead(
  next: (from: number) => Promise<MediaOutcome<ChunkViews | null>>, stop: () => void, signal: AbortSignal, from: number,
): AsyncGenerator<ChunkViews, void, undefined> {
  const ask = (): Promise<MediaOutcome<ChunkViews | null>> => {
    const answer = next(from);
    // Met at the `await` below, or never after a break: until then it must not count as unhandled.
    answer.catch(() => undefined);
    return answer;
  };
  signal.addEventListener('abort', stop);
  const asked = Array.from({ length: CHUNKS_AHEAD }, ask);
  try {
    for (;;) {
      const views = valueOf((await asked.shift()) ?? { value: null });
      signal.throwIfAborted();
      if (views === null) return;
      asked.push(ask());
      yield views;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function* readFramesAhead(
  next: (from: number) => Promise<MediaOutcome<ChunkFrame | null>>, rewind: () => Promise<void>, signal: AbortSignal, from: number,
): AsyncGenerator<ChunkFrame, void, undefined> {
  const ask = (): Promise<MediaOutcome<ChunkFrame | null>> => {
    const answer = next(from);
    answer.catch(() => undefined);
    return answer;
  };
  const asked = Array.from({ length: FRAMES_AHEAD }, ask);
  try {
    for (;;) {
      const given = valueOf((await asked.shift()) ?? { value: null });
      if (signal.aborted) given?.frame.close();
      signal.throwIfAborted();
      if (given === null) return;
      asked.push(ask());
      yield given;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    for (const answer of asked) answer.then((outcome) => { if ('value' in outcome) outcome.value?.frame.close(); }, () => undefined);
    // Whoever reads the file once more must find it at rest; a worker that is gone never answers, and has nothing to put to rest.
    void rewind().catch(() => undefined);
  }
}

function valueOf<T>(outcome: MediaOutcome<T>): T {
  if ('fault' in outcome) throw new MediaError(outcome.fault, outcome.sentence);
  return outcome.value;
}
