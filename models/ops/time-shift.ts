import { concat, reshape, slice, type Tensor4D } from '../tensors.ts';

// Chunks of equal length may lie one after the other on the first axis (`[N·T,H,W,C]`): what follows never looks from one into the next.

/** Frames `from` to `from + count` of every chunk: `[N,T,P,C]` → `[N,count,P,C]`. */
function part(x: Tensor4D, from: number, count: number): Tensor4D {
  const [chunks, , positions, channels] = x.shape;
  return slice(x, [0, from, 0, 0], [chunks, count, positions, channels]);
}

/** `[N·T,H,W,C]` → `[N,T,H·W,C]`. */
export function byChunk(x: Tensor4D, chunks: number): Tensor4D {
  const [frames, height, width, channels] = x.shape;
  return reshape(x, [chunks, frames / chunks, height * width, channels]);
}

/**
 * Repeats the first and last frame of every chunk once: `[N·T,H,W,C]` → `[N·(T+2),H,W,C]`. With repeated edges a still picture stays a still picture
 * through every temporal kernel, whatever its length.
 */
export function repeatEdges(x: Tensor4D, chunks = 1): Tensor4D {
  const [frames, height, width, channels] = x.shape;
  const own = byChunk(x, chunks);
  const last = frames / chunks - 1;
  return reshape(concat([part(own, 0, 1), own, part(own, last, 1)], 1), [frames + 2 * chunks, height, width, channels]);
}

/** Lays the previous, the same and the next frame side by side on the channels: `[N·T,H,W,C]` → `[N·T,H,W,3C]`. */
export function shiftConcat(x: Tensor4D, chunks = 1): Tensor4D {
  const [frames, height, width, channels] = x.shape;
  const steps = frames / chunks;
  if (steps === 1) return concat([x, x, x], 3);
  const own = byChunk(x, chunks);
  const before = concat([part(own, 0, 1), part(own, 0, steps - 1)], 1);
  const after = concat([part(own, 1, steps - 1), part(own, steps - 1, 1)], 1);
  return reshape(concat([before, own, after], 3), [frames, height, width, 3 * channels]);
}
