import { motionStatistics } from '../ops/motion-statistics.ts';
import { pooledStatistics } from '../ops/statistics.ts';
import { avgPool, concat, div, mul, reshape, slice, sum, tidy, tile, type Tensor2D, type Tensor4D } from '../tensors.ts';
import type { FragmentLevels } from './fragment-encoder.ts';
import type { GlobalLevels } from './global-encoder.ts';
import type { Saliency } from './saliency-decoder.ts';

/** Shares of the picture's cells in the eye's attention, per time step. */
export interface CellSaliency {
  /** `[T, cells]`, every row sums to 1; cells row by row. */
  readonly cells: Tensor2D;
}

/** Pools the saliency map to the side of a level: `[T, H·W]` → `[T,h,w,1]`, sums of its mass. */
function pooledMass(saliency: Saliency, side: number): Tensor4D {
  const frames = saliency.map.shape[0];
  const map = reshape(saliency.map, [frames, saliency.height, saliency.width, 1]) as Tensor4D;
  const window = saliency.height / side;
  return window === 1 ? map : mul(avgPool(map, window, window, 'valid'), window * window);
}

/** Mass of the saliency in the cells that the fragments stand for: the grid of the deepest level. */
export function cellSaliency(saliency: Saliency, side: number): CellSaliency {
  return tidy(() => ({ cells: reshape(pooledMass(saliency, side), [saliency.map.shape[0], side * side]) as Tensor2D }));
}

/** Saliency as weights over all positions of a level, `[N·T,h,w,1]`, summing to 1 over every chunk. */
function levelWeights(mass: Tensor4D, frames: number, chunks: number): Tensor4D {
  const [steps, height, width] = mass.shape;
  const repeated = frames === steps ? mass : reshape(tile(reshape(mass, [steps, 1, height * width]), [1, frames / steps, 1]), [frames, height, width, 1]);
  const flat = reshape(repeated, [chunks, (frames / chunks) * height * width]);
  return reshape(div(flat, sum(flat, 1, true)), [frames, height, width, 1]);
}

/** One value for a whole patch: `[T,n,n,1]` → `[T,n·f,n·f,1]` by repetition. */
function spread(mass: Tensor4D, factor: number): Tensor4D {
  if (factor === 1) return mass;
  const [frames, height, width] = mass.shape;
  const columns = tile(reshape(mass, [frames, height, width, 1]), [1, 1, 1, factor]);
  const rows = tile(reshape(columns, [frames, height, 1, width * factor]), [1, 1, factor, 1]);
  return reshape(rows, [frames, height * factor, width * factor, 1]);
}

/**
 * What the encoders say of N chunks, `[N, 4460]`: every level pooled three ways (mean, saliency-weighted mean, deviation), then the motion statistics and
 * what stands still; the order is that of docs/design.md. @param standing `[N,4]`, the four values of {@link standstill}.
 */
export function chunkFeatures(global: GlobalLevels, fragments: FragmentLevels, saliency: Saliency, standing: Tensor2D, chunks = 1): Tensor2D {
  return tidy(() => {
    const side = fragments.f5.shape[1];
    const cells = pooledMass(saliency, side);
    const parts: Tensor2D[] = [];
    for (const level of [global.g1, global.g2, global.g3, global.g4]) {
      parts.push(pooledStatistics(level, levelWeights(pooledMass(saliency, level.shape[1]), level.shape[0], chunks), chunks));
    }
    for (const level of [fragments.f2, fragments.f3, fragments.f4, fragments.f5]) {
      parts.push(pooledStatistics(level, levelWeights(spread(cells, level.shape[1] / side), level.shape[0], chunks), chunks));
    }
    parts.push(motionOf(fragments.motion, chunks), standing);
    return concat(parts, 1) as Tensor2D;
  });
}

/** The statistics compare frames of one chunk, so each chunk is taken by itself. */
function motionOf(motion: Tensor4D, chunks: number): Tensor2D {
  if (chunks === 1) return motionStatistics(motion);
  const [frames, height, width, channels] = motion.shape;
  const steps = frames / chunks;
  return concat(Array.from({ length: chunks }, (_, chunk) => motionStatistics(slice(motion, [chunk * steps, 0, 0, 0], [steps, height, width, channels]))), 0) as Tensor2D;
}
