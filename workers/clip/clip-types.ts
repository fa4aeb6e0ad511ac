/** Plain data that crosses between the page and the CLIP worker. */

/** Where CLIP's files come from. */
export type ClipSource = 'hub' | 'folder';

/** A CLIP that is ready to be asked. */
export interface ClipInfo {
  /** Names the weights: features of another CLIP are never mixed with these. */
  readonly id: string;
  readonly source: ClipSource;
  readonly device: ClipDevice;
  /** Length of its features. */
  readonly width: number;
}

export type ClipDevice = 'webgpu' | 'wasm';

/** Precision of the weights, in transformers.js' words. */
export type ClipDtype = 'fp16' | 'q8' | 'fp32';

/** One file of a picked folder, with its path inside it. */
export interface FolderFile {
  readonly path: string;
  readonly file: File;
}

/** How much of CLIP has been loaded, in bytes; `total` grows as files announce their sizes. */
export interface ClipProgress {
  readonly loaded: number;
  readonly total: number;
}
