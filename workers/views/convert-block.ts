import type { TurnedWalk } from './orientation.ts';
import type { Picture } from './picture.ts';

/**
 * Converts a block of a picture to 8-bit RGB. Chroma samples are repeated, not interpolated, as ffmpeg and libyuv do:
 * the nets are to see the pixels of the file.
 *
 * @param x left edge of the block, on an even pixel where chroma is halved; the same for y.
 * @param out clamps what it is given to bytes.
 * @param base where the block's first row and column begin in `out`.
 */
export function convertBlock(
  picture: Picture,
  x: number,
  y: number,
  width: number,
  height: number,
  out: Uint8ClampedArray,
  base: number,
  { origin, stepX, stepY }: TurnedWalk,
): void {
  const [first, second, third] = picture.planes;
  const { conversion, shiftX, shiftY } = picture;
  const { data: a, step: stepA } = first;
  const { data: b, step: stepB } = second;
  const { data: c, step: stepC } = third;
  for (let row = 0; row < height; row++) {
    const sourceY = y + row;
    let to = base + origin + row * stepY;
    let fromA = first.offset + sourceY * first.stride + x * stepA;
    const rowB = second.offset + (sourceY >> shiftY) * second.stride;
    const rowC = third.offset + (sourceY >> shiftY) * third.stride;
    if (conversion === null) {
      for (let column = 0; column < width; column++) {
        const at = x + column;
        out[to] = a[fromA] as number;
        out[to + 1] = b[rowB + at * stepB] as number;
        out[to + 2] = c[rowC + at * stepC] as number;
        fromA += stepA;
        to += stepX;
      }
    } else {
      const { y: lumaTable, redV, greenU, greenV, blueU } = conversion;
      for (let column = 0; column < width; column++) {
        const at = (x + column) >> shiftX;
        const luma = lumaTable[a[fromA] as number] as number;
        const u = b[rowB + at * stepB] as number;
        const v = c[rowC + at * stepC] as number;
        out[to] = (luma + (redV[v] as number)) >> 16;
        out[to + 1] = (luma + (greenU[u] as number) + (greenV[v] as number)) >> 16;
        out[to + 2] = (luma + (blueU[u] as number)) >> 16;
        fromA += stepA;
        to += stepX;
      }
    }
  }
}
