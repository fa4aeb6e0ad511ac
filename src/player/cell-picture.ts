import type { ChunkMaps } from '../../workers/scoring-types.ts';
import type { ValueMap } from './overlay-picture.ts';

/** Cells on a side of the grid. */
export const CELL_GRID = 7;

/** A chunk's shares as a map of values 0–255. @param largest the largest share of any cell of the file: the top of the scale. */
export function cellPicture({ cells }: Pick<ChunkMaps, 'cells'>, largest: number): ValueMap | null {
  if (cells.length !== CELL_GRID * CELL_GRID || largest <= 0) return null;
  return { width: CELL_GRID, height: CELL_GRID, values: cells.map((share) => (Math.max(0, share) / largest) * 255) };
}
