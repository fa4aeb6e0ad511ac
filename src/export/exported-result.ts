import type { BackendName, FileResult } from '../../workers/scoring-types.ts';

/** A file's result as exports take it: a file that never reached a model has no model and no backend. */
export type ExportedResult = Omit<FileResult, 'model' | 'backend'> & {
  readonly model: string | null;
  readonly backend: BackendName | null;
};

/** One file in an export: its name or path as the user gave it, and what happened to it. */
export interface ExportRow {
  readonly file: string;
  readonly result: ExportedResult;
  /** Saliency maps written beside the export, where there are any. */
  readonly maps?: readonly string[];
}
