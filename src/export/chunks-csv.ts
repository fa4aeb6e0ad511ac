import { csvText, numberCell, textCell } from './csv-cells.ts';
import type { ExportRow } from './exported-result.ts';

/** The fixed columns of `chunks.csv`; one per quality dimension follows. */
export const CHUNKS_COLUMNS = ['file', 'chunk', 'start_s', 'end_s', 'mos', 'mos_low', 'mos_high'] as const;

/** `chunks.csv`: one row per scored chunk, also of files that failed later on. */
export function chunksCsv(rows: readonly ExportRow[]): string {
  const dimensions = [...new Set(rows.flatMap(({ result }) => result.chunks.flatMap((chunk) => Object.keys(chunk.dimensions))))];
  return csvText(
    [...CHUNKS_COLUMNS, ...dimensions.map(textCell)],
    rows.flatMap(({ file, result }) =>
      result.chunks.map((chunk) => [
        textCell(file),
        numberCell(chunk.index, 0),
        numberCell(chunk.startS, 3),
        numberCell(chunk.endS, 3),
        numberCell(chunk.mos, 4),
        numberCell(chunk.low, 4),
        numberCell(chunk.high, 4),
        ...dimensions.map((name) => numberCell(chunk.dimensions[name], 4)),
      ]),
    ),
  );
}
