import { csvText, numberCell, textCell } from './csv-cells.ts';
import type { ExportRow } from './exported-result.ts';

/** Columns of `scores.csv`, a contract of the page and the command line. */
export const SCORES_COLUMNS = [
  'file', 'status', 'mos', 'mos_low', 'mos_high', 'duration_s', 'width', 'height', 'fps', 'codec', 'chunks', 'model', 'backend', 'error',
] as const;

/** `scores.csv`: one row per file, in the order given. */
export function scoresCsv(rows: readonly ExportRow[]): string {
  return csvText(
    SCORES_COLUMNS,
    rows.map(({ file, result: { status, score, media, chunks, model, backend, error } }) => [
      textCell(file),
      status,
      numberCell(score?.mos, 4),
      numberCell(score?.low, 4),
      numberCell(score?.high, 4),
      numberCell(media?.durationS, 3),
      numberCell(media?.width, 0),
      numberCell(media?.height, 0),
      numberCell(media?.fps, 3),
      textCell(media?.codec ?? ''),
      numberCell(chunks.length, 0),
      textCell(model ?? ''),
      textCell(backend ?? ''),
      textCell(error ?? ''),
    ]),
  );
}
