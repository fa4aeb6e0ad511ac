import { describe, expect, it } from 'vitest';
import { codedCorner, turnedSize, turnedWalk, type Orientation } from '../../../workers/views/orientation.ts';

/** The shown picture, row by row, of a coded square whose pixels are numbered row by row. */
function shown(orientation: Orientation, size: number): number[] {
  const { origin, stepX, stepY } = turnedWalk(orientation, size, 1, size);
  const out = new Array<number>(size * size).fill(-1);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) out[origin + x * stepX + y * stepY] = y * size + x;
  return out;
}

describe('turned pictures', () => {
  it.each([
    [0, false, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
    [90, false, [6, 3, 0, 7, 4, 1, 8, 5, 2]],
    [180, false, [8, 7, 6, 5, 4, 3, 2, 1, 0]],
    [270, false, [2, 5, 8, 1, 4, 7, 0, 3, 6]],
    [0, true, [2, 1, 0, 5, 4, 3, 8, 7, 6]],
    [90, true, [0, 3, 6, 1, 4, 7, 2, 5, 8]],
  ] as const)('a turn of %i° clockwise, mirrored: %s', (rotation, flip, expected) => {
    expect(shown({ rotation, flip }, 3)).toEqual(expected);
  });

  it('swaps the sides at 90° and 270°', () => {
    expect(turnedSize({ rotation: 90, flip: false }, 640, 360)).toEqual({ width: 360, height: 640 });
    expect(turnedSize({ rotation: 180, flip: false }, 640, 360)).toEqual({ width: 640, height: 360 });
  });

  it('finds a block of the shown picture in the coded one, for every turn', () => {
    const [width, height, size] = [9, 6, 2];
    for (const rotation of [0, 90, 180, 270] as const) {
      for (const flip of [false, true]) {
        const orientation = { rotation, flip };
        const frame = turnedSize(orientation, width, height);
        // Paint the whole coded picture into the shown one pixel by pixel, then look the block up.
        for (let y = 0; y + size <= frame.height; y++) {
          for (let x = 0; x + size <= frame.width; x++) {
            const corner = codedCorner(orientation, x, y, size, width, height);
            const block = new Set<string>();
            for (let dy = 0; dy < size; dy++) {
              for (let dx = 0; dx < size; dx++) {
                const pixel = codedCorner(orientation, x + dx, y + dy, 1, width, height);
                block.add(`${pixel.x - corner.x},${pixel.y - corner.y}`);
              }
            }
            expect(block).toEqual(new Set(['0,0', '1,0', '0,1', '1,1']));
          }
        }
      }
    }
  });
});
