import type { MediaInfo } from './scoring-types.ts';
import type { DeclaredColour } from './views/colour-conversion.ts';
import type { Orientation } from './views/orientation.ts';

/** Why a file cannot be read or read to its end. */
export type MediaFault =
  | 'empty' | 'folder' | 'not-a-video' | 'audio-only' | 'codec' | 'cut-off' | 'decode' | 'unreadable' | 'no-frames' | 'size' | 'stalled';

/** A fault with the one sentence that page and CSV show. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  constructor(readonly fault: MediaFault, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
  }
}

/** What a chunk is, without its pixels. */
export interface ChunkTimes {
  readonly index: number;
  /** Seconds from the start of the video. */
  readonly startS: number;
  readonly endS: number;
  /** Times of the eight sampled frames, seconds from the start of the video. */
  readonly frameTimesS: readonly number[];
  /** Whether it shows a picture, not a video that stands still. */
  readonly still: boolean;
}

/** The pixels that the nets see of one chunk. */
export interface ChunkViews extends ChunkTimes {
  /** `[2, 224, 224, 3]` 8-bit RGB, frames 2 and 6. */
  readonly global: Uint8Array;
  /** `[8, 224, 224, 3]` 8-bit RGB, 7×7 patches of 32×32 in place. */
  readonly fragments: Uint8Array;
  /** `[224, 224, 3]` 8-bit RGB, the square in the middle of the first of these frames, for CLIP; only where it was asked for. */
  readonly picture?: Uint8Array;
}

/** A decoded frame on its way to where views are made of it. */
export interface ChunkFrame {
  readonly chunk: ChunkTimes;
  /** Given away: whoever gets it closes it. */
  readonly frame: VideoFrame;
  /** Which of the chunk's eight frames it is, and for how many of them in succession it stands. */
  readonly firstSlot: number;
  readonly slots: number;
  /** Whether the chunk is complete with it. */
  readonly endsChunk: boolean;
}

/** What views need to know of a video beside its frames. */
export interface Showing {
  readonly orientation: Orientation;
  readonly declared: DeclaredColour;
  /** Width by height of the shown picture, not turned. */
  readonly aspect: number;
  /** Whether CLIP's view of each chunk is wanted. */
  readonly picture: boolean;
}

/** The frames themselves, for views that are made elsewhere. */
export interface FrameSource extends Showing {
  /**
   * The wanted frames in the order of their chunks. `return()` (a `break`) frees decoder and frames; another call begins anew.
   * @param from how many chunks to leave out at the start.
   * @throws MediaError, as {@link OpenMedia.views}.
   */
  read(signal: AbortSignal, from?: number): AsyncGenerator<ChunkFrame, void, undefined>;
}

/** An opened video or picture. */
export interface OpenMedia {
  readonly info: MediaInfo;
  /** How many chunks {@link views} will give. */
  readonly chunkCount: number;
  /** Things to know, one sentence each. */
  readonly notes: readonly string[];
  /**
   * The chunks in order. `return()` (a `break`) or an abort frees decoder and frames.
   * @param from how many chunks to leave out at the start.
   * @throws MediaError when the file ends early or the decoder fails midway; chunks given before remain good.
   */
  views(signal: AbortSignal, from?: number): AsyncGenerator<ChunkViews, void, undefined>;
  /** Null for pictures. */
  readonly frames: FrameSource | null;
  /** What came up while {@link views} ran, one sentence each. */
  late(): Promise<readonly string[]>;
  close(): void;
}

/** Opens a file; a large one without an index takes seconds, which the signal cuts short. @throws MediaError, or the signal's reason. */
export type OpenMediaFile = (
  file: File,
  options: { readonly chunkSeconds: number; readonly coverage: 'all' | number; readonly picture?: boolean },
  signal?: AbortSignal,
) => Promise<OpenMedia>;
