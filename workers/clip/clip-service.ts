import type { ClipDevice, ClipInfo, ClipProgress, ClipSource, FolderFile } from './clip-types.ts';

/** What the scoring worker asks of CLIP, over a port of its own. */
export interface ClipPictures {
  /**
   * Features of a picture, unit length.
   * @param rgb `[side, side, 3]` 8-bit.
   * @throws Error with one sentence.
   */
  picture(rgb: Uint8Array, side: number): Promise<Float32Array>;
}

/** Who hears how CLIP fares; to be wrapped in `Comlink.proxy` as a whole. */
export interface ClipListener {
  readonly onProgress: (progress: ClipProgress) => void;
  /** It had to leave its device. */
  readonly onMoved: (device: ClipDevice) => void;
}

/** The interface of the CLIP worker, spoken over comlink. */
export interface ClipService extends ClipPictures {
  /** Whether a source's files are all kept, so that loading them needs no network. */
  kept(source: ClipSource): Promise<boolean>;
  /**
   * Loads CLIP: from the files kept, else from the hub.
   * @throws Error with one sentence.
   */
  load(source: ClipSource, listener: ClipListener): Promise<ClipInfo>;
  /** Keeps the files of a folder and loads them. @throws Error with one sentence. */
  loadFolder(files: readonly FolderFile[], listener: ClipListener): Promise<ClipInfo>;
  /** Features of texts, unit length, in their order. @throws Error with one sentence. */
  texts(texts: readonly string[]): Promise<Float32Array[]>;
  /** Lets somebody else ask for pictures, as {@link ClipPictures}. */
  connect(port: MessagePort): void;
  /** Forgets the kept files. */
  forget(): Promise<void>;
}
