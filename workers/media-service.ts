import type { ChunkFrame, ChunkViews, MediaFault, OpenMedia, OpenMediaFile, Showing } from './media.ts';

/** What came of a call that a bad file may end: a value, or the fault with its sentence. Errors lose their class and fields on the way through a port. */
export type MediaOutcome<T> = { readonly value: T } | { readonly fault: MediaFault; readonly sentence: string };

/** What opening a file tells. */
export interface OpenedFile extends Pick<OpenMedia, 'info' | 'chunkCount' | 'notes'> {
  /** Null where there are no frames to be had, only views. */
  readonly showing: Showing | null;
}

/**
 * The one typed interface between the scoring worker and the media worker, spoken over comlink. The decoder calls back into its own thread: while the
 * nets compute for a tenth of a second in theirs, frames go on being taken and the decoder never waits.
 */
export interface MediaService {
  /** Opens a file under a number that the caller chooses. @throws the reason of a {@link close} that came meanwhile. */
  open(id: number, file: File, options: Parameters<OpenMediaFile>[1]): Promise<MediaOutcome<OpenedFile>>;
  /** The views of the next chunk, the first time of the one at place `from`, null after the last; their memory is given away. Calls may be made ahead: they are answered in order. */
  next(id: number, from: number): Promise<MediaOutcome<ChunkViews | null>>;
  /** The next frame, the first time of the chunk at place `from`, null after the last; as {@link next} otherwise. The frame is given away. */
  nextFrame(id: number, from: number): Promise<MediaOutcome<ChunkFrame | null>>;
  /** Lets go of what {@link next} or {@link nextFrame} were at: the next call of either begins anew. */
  rewind(id: number): Promise<void>;
  /** What came up while the chunks were read, one sentence each. */
  late(id: number): Promise<readonly string[]>;
  /** Stops whatever is under way for a file and frees its decoder and frames. */
  close(id: number): void;
  /** Decoded frames that are held right now. */
  openFrames(): number;
}
