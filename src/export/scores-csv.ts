import { clipCells, clipColumns } from './clip-cells.ts';
import { csvText, numberCell, textCell } from './csv-cells.ts';
import type { ExportRow } from './exported-result.ts';

/** Columns of `scores.csv`, a contract of the page and the command line. */
export const SCORES_COLUMNS = [
  'file', 'status', 'mos', 'mos_low', 'mos_high', 'duration_s', 'width', 'height', 'fps', 'codec', 'chunks', 'model', 'backend', 'error',
] as const;

/** `scores.csv`: one row per file, in the order given. With CLIP on, the mean affinity of each prompt pair follows. */
export function scoresCsv(rows: readonly ExportRow[]): string {
  const affinities = clipColumns(rows);
  return csvText(
    [...SCORES_COLUMNS, ...affinities],
    rows.map(({ file, clip, result: { status, score, media, chunks, model, backend, error } }) => [
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
      ...clipCells(affinities, clip, clip?.means),
    ]),
  );
}
