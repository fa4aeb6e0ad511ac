import { numberCell, textCell } from './csv-cells.ts';
import type { ClipColumns, ExportRow } from './exported-result.ts';

/** The columns of CLIP's affinities in an export, `clip_…`; none while CLIP is off. */
export function clipColumns(rows: readonly ExportRow[]): string[] {
  return [...new Set(rows.flatMap(({ clip }) => clip?.pairs.map(({ column }) => column) ?? []))].map(textCell);
}

/** The cells of a row under {@link clipColumns}; empty where CLIP did not look. @param values in the order of the row's pairs. */
export function clipCells(columns: readonly string[], clip: ClipColumns | undefined, values: readonly (number | undefined)[] | undefined): string[] {
  return columns.map((column) => numberCell(values?.[clip?.pairs.findIndex((pair) => pair.column === column) ?? -1], 4));
}
