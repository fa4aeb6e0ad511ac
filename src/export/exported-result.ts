import type { BackendName, FileResult } from '../../workers/scoring-types.ts';

/** A file's result as exports take it: a file that never reached a model has no model and no backend. */
export type ExportedResult = Omit<FileResult, 'model' | 'backend'> & {
  readonly model: string | null;
  readonly backend: BackendName | null;
};

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
export interface ExportRow {
  readonly file: string;
  readonly result: ExportedResult;
  /** Saliency maps written beside the export, where there are any. */
  readonly maps?: readonly string[];
  /** Only with CLIP on. */
  readonly clip?: ClipColumns;
}
