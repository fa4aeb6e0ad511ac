import type { ChunkMaps, ChunkScore } from '../../workers/scoring-types.ts';
import type { Entry } from '../store/entry.ts';
import type { ExportRow } from './exported-result.ts';

/** Rows whose chunks carry their cells, read from where the page keeps them. @param entries of the rows, in their order. @throws Error with one sentence. */
export function withCells(rows: readonly ExportRow[], entries: readonly Pick<Entry, 'maps'>[]): Promise<ExportRow<ChunkScore & Pick<ChunkMaps, 'cells'>>[]> {
  return Promise.all(
    rows.map(async (row, i) => {
      const cells: ChunkMaps['cells'][] = [];
      for await (const maps of entries[i]?.maps.all() ?? []) cells.push(maps.cells);
      return { ...row, result: { ...row.result, chunks: row.result.chunks.map((chunk, place) => ({ ...chunk, cells: cells[place] ?? [] })) } };
    }),
  );
}
