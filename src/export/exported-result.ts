import type { BackendName, ChunkScore, FileResult, MappedChunk } from '../../workers/scoring-types.ts';

/** A file's result as exports take it: a file that never reached a model has no model and no backend. */
export type ExportedResult<Chunk extends ChunkScore = ChunkScore> = Omit<FileResult, 'model' | 'backend' | 'chunks'> & {
  readonly model: string | null;
  readonly backend: BackendName | null;
  readonly chunks: readonly Chunk[];
};

/** A result with the maps of its chunks, which the page keeps apart. */
export type MappedResult = Omit<FileResult, 'chunks'> & { readonly chunks: readonly MappedChunk[] };

/** CLIP's affinities of a file, pair by pair; undefined where CLIP did not look. */
export interface ClipColumns {
  /** Names the CLIP. */
  readonly model: string;
  readonly pairs: readonly { readonly column: string; readonly positive: string; readonly negative: string }[];
  readonly means: readonly (number | undefined)[];
  /** Of each chunk of the result, in the order of the pairs. */
  readonly chunks: readonly (readonly (number | undefined)[])[];
}

/** One file in an export: its name or path as the user gave it, and what happened to it. */
export interface ExportRow<Chunk extends ChunkScore = ChunkScore> {
  readonly file: string;
  readonly result: ExportedResult<Chunk>;
  /** Saliency maps written beside the export, where there are any. */
  readonly maps?: readonly string[];
  /** Only with CLIP on. */
  readonly clip?: ClipColumns;
}
