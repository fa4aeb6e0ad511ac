import { clipCells, clipColumns } from './clip-cells.ts';
import { csvText, numberCell, textCell } from './csv-cells.ts';
import type { ExportRow } from './exported-result.ts';

/** The fixed columns of `chunks.csv`; one per quality dimension follows, and with CLIP on one per prompt pair. */
export const CHUNKS_COLUMNS = ['file', 'chunk', 'start_s', 'end_s', 'mos', 'mos_low', 'mos_high'] as const;

/** `chunks.csv`: one row per scored chunk, also of files that failed later on. */
export function chunksCsv(rows: readonly ExportRow[]): string {
  const dimensions = [...new Set(rows.flatMap(({ result }) => result.chunks.flatMap((chunk) => Object.keys(chunk.dimensions))))];
  const affinities = clipColumns(rows);
  return csvText(
    [...CHUNKS_COLUMNS, ...dimensions.map(textCell), ...affinities],
    rows.flatMap(({ file, result, clip }) =>
      result.chunks.map((chunk, i) => [
        textCell(file),
        numberCell(chunk.index, 0),
        numberCell(chunk.startS, 3),
        numberCell(chunk.endS, 3),
        numberCell(chunk.mos, 4),
        numberCell(chunk.low, 4),
        numberCell(chunk.high, 4),
        ...dimensions.map((name) => numberCell(chunk.dimensions[name], 4)),
        ...clipCells(affinities, clip, clip?.chunks[i]),
      ]),
    ),
  );
}
