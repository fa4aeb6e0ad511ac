import { concat, slice, type Tensor4D } from '../tensors.ts';

/**
 * Repeats the first and last frame once: `[T,H,W,C]` → `[T+2,H,W,C]`. With repeated edges a still picture stays a still picture
 * through every temporal kernel, whatever its length.
 */
export function repeatEdges(x: Tensor4D): Tensor4D {
  const [frames, height, width, channels] = x.shape;
  const first = slice(x, [0, 0, 0, 0], [1, height, width, channels]);
  const last = slice(x, [frames - 1, 0, 0, 0], [1, height, width, channels]);
  return concat([first, x, last], 0);
}

/** Lays the previous, the same and the next frame side by side on the channels: `[T,H,W,C]` → `[T,H,W,3C]`. */
export function shiftConcat(x: Tensor4D): Tensor4D {
  const [frames, height, width, channels] = x.shape;
  if (frames === 1) return concat([x, x, x], 3);
  const part = (from: number, count: number): Tensor4D => slice(x, [from, 0, 0, 0], [count, height, width, channels]);
  const before = concat([part(0, 1), part(0, frames - 1)], 0);
  const after = concat([part(1, frames - 1), part(frames - 1, 1)], 0);
  return concat([before, x, after], 3);
}
