import { patchCorners } from '../../workers/views/patch-positions.ts';
import { UPRIGHT } from '../../workers/views/orientation.ts';
import { GRID, PATCH_SIZE } from '../../workers/views/view-size.ts';

/** A square that the model sees in full resolution, in fractions of the picture's sides. */
export interface FragmentPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Smaller pictures are enlarged to this before the squares are cut out, px. */
const LEAST_SIDE = GRID * PATCH_SIZE;

/**
 * Where the fragments of a chunk were taken, row by row of the shown picture. Turned pictures are exact to a pixel; pixels
 * that are not square are taken for square ones, which only the coded size could tell.
 */
export function fragmentPlaces(chunkIndex: number, width: number, height: number): FragmentPlace[] {
  const across = Math.max(LEAST_SIDE, width);
  const down = Math.max(LEAST_SIDE, height);
  const corners = new Int32Array(2 * GRID * GRID);
  patchCorners(chunkIndex, UPRIGHT, across, down, corners);
  return Array.from({ length: GRID * GRID }, (_, i) => ({
    x: (corners[2 * i] ?? 0) / across,
    y: (corners[2 * i + 1] ?? 0) / down,
    width: PATCH_SIZE / across,
    height: PATCH_SIZE / down,
  }));
}
