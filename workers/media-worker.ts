import { expose, transfer } from 'comlink';
import type { ChunkViews, OpenMedia } from './media.ts';
import { MediaError } from './media.ts';
import type { MediaOutcome, MediaService } from './media-service.ts';
import { openFrameCount } from './media/open-frames.ts';
import { openMediaFile } from './media/open-media.ts';

/** The media worker: owns the files, the decoder and the frames; spoken to through {@link MediaService}. */

interface Session {
  readonly controller: AbortController;
  media: OpenMedia | null;
  views: AsyncGenerator<ChunkViews, void, undefined> | null;
}

const sessions = new Map<number, Session>();

async function outcome<T>(work: () => Promise<T>): Promise<MediaOutcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof MediaError) return { fault: error.fault, sentence: error.message };
    throw error;
  }
}

const service: MediaService = {
  open: (id, file, options) => {
    const session: Session = { controller: new AbortController(), media: null, views: null };
    sessions.set(id, session);
    return outcome(async () => {
      const media = await openMediaFile(file, options, session.controller.signal);
      if (session.controller.signal.aborted) {
        media.close();
        session.controller.signal.throwIfAborted();
      }
      session.media = media;
      const { info, chunkCount, notes } = media;
      return { info, chunkCount, notes };
    });
  },

  async next(id, from) {
    const session = sessions.get(id);
    if (session?.media === undefined || session.media === null) throw new DOMException('The file is closed.', 'AbortError');
    session.views ??= session.media.views(session.controller.signal, from);
    const { views } = session;
    const answer = await outcome(async () => {
      const { value, done } = await views.next();
      return done === true ? null : value;
    });
    if ('fault' in answer || answer.value === null) return answer;
    const { global, fragments, picture } = answer.value;
    return transfer(answer, [global.buffer, fragments.buffer, ...(picture === undefined ? [] : [picture.buffer])]);
  },

  late: (id) => sessions.get(id)?.media?.late() ?? Promise.resolve([]),

  close(id) {
    const session = sessions.get(id);
    if (session === undefined) return;
    sessions.delete(id);
    session.controller.abort();
    session.media?.close();
  },

  openFrames: openFrameCount,
};

expose(service);
