import type { ChunkScore } from '../../workers/scoring-types.ts';
import type { ValueMap } from './overlay-picture.ts';

/** Cells on a side of the grid. */
export const CELL_GRID = 7;

/** The largest share of any cell: the top of the contribution map's scale, the same for the whole file. */
export function largestCell(chunks: readonly ChunkScore[]): number {
  let largest = 0;
  for (const { cells } of chunks) for (const share of cells) largest = Math.max(largest, share);
  return largest;
}

/** A chunk's shares as a map of values 0–255. */
export function cellPicture(chunk: ChunkScore, largest: number): ValueMap | null {
  if (chunk.cells.length !== CELL_GRID * CELL_GRID || largest <= 0) return null;
  return { width: CELL_GRID, height: CELL_GRID, values: chunk.cells.map((share) => (Math.max(0, share) / largest) * 255) };
}
