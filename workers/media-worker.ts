import { expose, transfer } from 'comlink';
import type { ChunkFrame, ChunkViews, OpenMedia } from './media.ts';
import { MediaError } from './media.ts';
import type { MediaOutcome, MediaService } from './media-service.ts';
import { openFrameCount } from './media/open-frames.ts';
import { openMediaFile } from './media/open-media.ts';
import { PacketGarbage } from './media/packet-garbage.ts';

/** The media worker: owns the files, the decoder and the frames; spoken to through {@link MediaService}. */

interface Session {
  readonly controller: AbortController;
  media: OpenMedia | null;
  views: AsyncGenerator<ChunkViews, void, undefined> | null;
  frames: AsyncGenerator<ChunkFrame, void, undefined> | null;
}

const sessions = new Map<number, Session>();
const garbage = new PacketGarbage();

async function outcome<T>(work: () => Promise<T>): Promise<MediaOutcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof MediaError) return { fault: error.fault, sentence: error.message };
    throw error;
  }
}

function openSession(id: number): { readonly session: Session; readonly media: OpenMedia } {
  const session = sessions.get(id);
  if (session?.media === undefined || session.media === null) throw new DOMException('The file is closed.', 'AbortError');
  return { session, media: session.media };
}

function nextOf<T>(source: AsyncGenerator<T, void, undefined>): Promise<MediaOutcome<T | null>> {
  return outcome(async () => {
    const { value, done } = await source.next();
    return done === true ? null : value;
  });
}

const service: MediaService = {
  open: (id, file, options) => {
    const session: Session = { controller: new AbortController(), media: null, views: null, frames: null };
    sessions.set(id, session);
    return outcome(async () => {
      const media = await openMediaFile(file, options, session.controller.signal);
      if (session.controller.signal.aborted) {
        media.close();
        session.controller.signal.throwIfAborted();
      }
      session.media = media;
      const { info, chunkCount, notes, frames } = media;
      return { info, chunkCount, notes, showing: frames === null ? null : { orientation: frames.orientation, declared: frames.declared, aspect: frames.aspect, picture: frames.picture } };
    });
  },

  async next(id, from) {
    const { session, media } = openSession(id);
    session.views ??= media.views(session.controller.signal, from);
    const answer = await nextOf(session.views);
    if ('fault' in answer || answer.value === null) return answer;
    garbage.grow();
    const { global, fragments, picture } = answer.value;
    return transfer(answer, [global.buffer, fragments.buffer, ...(picture === undefined ? [] : [picture.buffer])]);
  },

  async nextFrame(id, from) {
    const { session, media } = openSession(id);
    if (media.frames === null) return { value: null };
    session.frames ??= media.frames.read(session.controller.signal, from);
    const answer = await nextOf(session.frames);
    if ('fault' in answer || answer.value === null) return answer;
    if (answer.value.endsChunk) garbage.grow();
    return transfer(answer, [answer.value.frame]);
  },

  async rewind(id) {
    const session = sessions.get(id);
    if (session === undefined) return;
    const { views, frames } = session;
    session.views = null;
    session.frames = null;
    await Promise.all([views?.return(), frames?.return()]);
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
