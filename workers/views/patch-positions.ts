import { codedCorner, turnedSize, type Orientation } from './orientation.ts';
import { GRID, PATCH_SIZE } from './view-size.ts';

/** Steps of the R2 sequence: 1/g and 1/g² of the plastic number g (M. Roberts, 2018). */
const STEP_X = 0.7548776662;
const STEP_Y = 0.569840291;

/** Where in their cells the patches of a chunk lie, as fractions of the free play: the centre for the first chunk. */
export function patchFraction(chunkIndex: number): { x: number; y: number } {
  return { x: (0.5 + chunkIndex * STEP_X) % 1, y: (0.5 + chunkIndex * STEP_Y) % 1 };
}

/**
 * The top left corners of the 49 patches of a chunk, in the coded picture.
 *
 * The grid lies over the picture as it is shown. Corners are even numbers, as 4:2:0 pictures can only be cut there, and
 * then all formats show the same pixels.
 *
 * @param width of the coded picture, at least 224; the same for height.
 * @param corners receives x and y of one patch after the other, row by row of the shown picture: 98 numbers.
 */
export function patchCorners(chunkIndex: number, orientation: Orientation, width: number, height: number, corners: Int32Array): void {
  const shown = turnedSize(orientation, width, height);
  const cellWidth = shown.width / GRID;
  const cellHeight = shown.height / GRID;
  const fraction = patchFraction(chunkIndex);
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const x = Math.floor(column * cellWidth + fraction.x * (cellWidth - PATCH_SIZE)) & ~1;
      const y = Math.floor(row * cellHeight + fraction.y * (cellHeight - PATCH_SIZE)) & ~1;
      const corner = codedCorner(orientation, x, y, PATCH_SIZE, width, height);
      const at = 2 * (row * GRID + column);
      // A turned picture of odd size would start on odd pixels otherwise.
      corners[at] = corner.x & ~1;
      corners[at + 1] = corner.y & ~1;
    }
  }
}
