import { wrap, type Remote } from 'comlink';
import { MediaError, type ChunkViews, type OpenMedia, type OpenMediaFile } from './media.ts';
import type { MediaOutcome, MediaService } from './media-service.ts';

/** Chunks that are cut while one is scored: enough that a group of pictures that decodes slowly does not stop the nets. 1.5 MB each. */
const CHUNKS_AHEAD = 3;

/** The media worker as its owner sees it. */
export interface MediaClient {
  readonly openMediaFile: OpenMediaFile;
  /** Decoded frames that the worker holds right now. */
  openFrames(): Promise<number>;
}

/** Starts the media worker. It ends with the worker that it is started in; what goes wrong in it as a whole goes wrong there. */
export function startMediaWorker(): MediaClient {
  const worker = new Worker(new URL('./media-worker.ts', import.meta.url), { type: 'module', name: 'fovea-media' });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    // Uncaught here as well, so that the page learns of it and starts both anew.
    throw new Error(event.message);
  });
  const service = wrap<MediaService>(worker);
  let opened = 0;
  return {
    openMediaFile: async (file, options, signal) => {
      signal?.throwIfAborted();
      opened += 1;
      const id = opened;
      const close = (): void => {
        signal?.removeEventListener('abort', close);
        void service.close(id);
      };
      signal?.addEventListener('abort', close);
      try {
        const { info, chunkCount, notes } = valueOf(await service.open(id, file, options));
        return { info, chunkCount, notes, views: (viewsSignal, from = 0) => readAhead(service, id, viewsSignal, from), late: () => service.late(id), close } satisfies OpenMedia;
      } catch (error) {
        close();
        signal?.throwIfAborted();
        throw error;
      }
    },
    openFrames: () => service.openFrames(),
  };
}

async function* readAhead(service: Remote<MediaService>, id: number, signal: AbortSignal, from: number): AsyncGenerator<ChunkViews, void, undefined> {
  const ask = (): Promise<MediaOutcome<ChunkViews | null>> => {
    const answer = service.next(id, from);
    // Met at the `await` below, or never after a break: until then it must not count as unhandled.
    answer.catch(() => undefined);
    return answer;
  };
  const stop = (): void => void service.close(id);
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

function valueOf<T>(outcome: MediaOutcome<T>): T {
  if ('fault' in outcome) throw new MediaError(outcome.fault, outcome.sentence);
  return outcome.value;
}
