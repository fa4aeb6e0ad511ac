import { FRAGMENT_SIZE, PIXEL_FILTERS, PIXEL_STATISTICS } from '../architecture.ts';
import { abs, add, avgPool, clipByValue, concat, fused, log, mul, reshape, slice, sqrt, square, squaredDifference, sub, tidy, type Tensor1D, type Tensor2D, type Tensor4D } from '../tensors.ts';
import type { Weights } from '../weights.ts';
import { DEVIATION_EPSILON, spatialMeans } from './statistics.ts';

/** Positions of a patch at stride 2 along one side, and how many of them have all of their 3×3 px inside the patch. */
const POSITIONS = FRAGMENT_SIZE / 2;
const INSIDE = POSITIONS - 1;
/** From means over all positions of a patch to means over those inside. */
const WHOLE = (POSITIONS / INSIDE) ** 2;
/** Differences under which one counts as nothing, in levels of 0–255. */
const NOTHING = [1, 3] as const;
/** Keeps the logarithms finite, in levels. */
const LEAST = 0.05;
const LUMA = [0.299, 0.587, 0.114] as const;

/** A filter in space, by rows, and its weight on red, green and blue. */
type PixelFilter = readonly [space: readonly number[], colour: readonly number[]];

const ACROSS = [0, 0, 0, 0, -1, 1, 0, 0, 0];

/** Luma; its first differences across and down, its second ones, Laplacian and diagonal; the chromas' differences across. */
const FILTERS: readonly PixelFilter[] = [
  [[0, 0, 0, 0, 1, 0, 0, 0, 0], LUMA],
  [ACROSS, LUMA],
  [[0, 0, 0, 0, -1, 0, 0, 1, 0], LUMA],
  [[0, 0, 0, 1, -2, 1, 0, 0, 0], LUMA],
  [[0, 1, 0, 0, -2, 0, 0, 1, 0], LUMA],
  [[0, -0.25, 0, -0.25, 1, -0.25, 0, -0.25, 0], LUMA],
  [[0, 0, 0, 0, 0.5, -0.5, 0, -0.5, 0.5], LUMA],
  [ACROSS, LUMA.map((weight, colour) => (colour === 2 ? 1 : 0) - weight)],
  [ACROSS, LUMA.map((weight, colour) => (colour === 0 ? 1 : 0) - weight)],
];

/** Takes `[N·8,S,S,3]` in −1…1 and `[N,1]`, 0 where a chunk is a photograph and 1 elsewhere. @returns `[N,126]`. */
export type PixelStatistics = (fragments: Tensor4D, moving: Tensor2D, chunks: number) => Tensor2D;

/**
 * Statistics of the fragments' finest differences in space and time, which codecs, noise and blur change whatever the content is: of nine fixed 3×3 filters
 * at stride 2 the size, its spread over the patches, how often it is more than nothing, and its shape, in each frame, inside pairs of neighbouring frames and
 * between pairs. After BRISQUE (Mittal, Moorthy, Bovik, TIP 2012) and VIDEVAL (Tu et al., TIP 2021), in sums that a GPU is quick at; the same as
 * training/fovea/nets/pixel_statistics.py. What compares frames is 0 for a photograph.
 * @param weights owns what is made here.
 */
export function pixelStatistics(weights: Weights): PixelStatistics {
  const taps = Array.from({ length: 27 }, (_, at) => FILTERS.map(([space, colour]) => 127.5 * (space[Math.floor(at / 3)] ?? NaN) * (colour[at % 3] ?? NaN)));
  const filter = weights.constant<Tensor4D>(taps.flat(), [3, 3, 3, PIXEL_FILTERS]);
  // Views are −1…1: the luma's middle comes back.
  const bias = weights.constant<Tensor1D>([127.5, ...new Array<number>(PIXEL_FILTERS - 1).fill(0)], [PIXEL_FILTERS]);
  const masks = new Map<number, Tensor4D>();
  const mask = (side: number): Tensor4D => {
    const known = masks.get(side);
    if (known !== undefined) return known;
    const inside = (at: number): boolean => at % POSITIONS < INSIDE;
    const values = Array.from({ length: side * side }, (_, at) => (inside(at % side) && inside(Math.floor(at / side)) ? 1 : 0));
    const made = weights.constant<Tensor4D>(values, [1, side, side, 1]);
    masks.set(side, made);
    return made;
  };
  return (fragments, moving, chunks) => {
    const here = mask(fragments.shape[1] / 2);
    return tidy(() => {
      // What fills a frame goes as soon as its statistics are there: all of it at once is 50 MB.
      const found = tidy(() => mul<Tensor4D>(fused.conv2d({ x: fragments, filter, strides: 2, pad: 'same', bias }), here));
      const { rows, overTime } = tidy(() => {
        const size = abs(found);
        const means = patchMeans(size);
        const logs = logSize(means);
        const shape = sub<Tensor4D>(logSize(patchMeans(square(size))), mul(logs, 2));
        const overPatches = logSize(spatialMeans(means));
        const [, deviation] = meanAndDeviation(reshape(overPatches, [overPatches.shape[0], 1, 1, PIXEL_FILTERS]), chunks);
        return { rows: [...meanAndDeviation(logs, chunks), ...something(size, chunks), overChunk(shape, chunks)], overTime: deviation };
      });
      const inTime = [overTime, ...([0, 1] as const).flatMap((first) => tidy(() => {
        const change = changes(found, chunks, first);
        return [...meanAndDeviation(logSize(patchMeans(change)), chunks), ...something(change, chunks)];
      }))];
      const all = concat([concat(rows, 1), mul(concat(inTime, 1), moving)], 1) as Tensor2D;
      return reshape(all, [chunks, PIXEL_STATISTICS]);
    });
  };
}

/** Means of every patch: `[T,h,w,C]` → `[T,grid,grid,C]`. Also a stage on the way to means of whole frames: one window over a frame would leave a GPU idle. */
function patchMeans(x: Tensor4D): Tensor4D {
  return mul(avgPool(x, POSITIONS, POSITIONS, 'valid'), WHOLE);
}

function logSize<T extends Tensor2D | Tensor4D>(x: T): T {
  return mul(log(add(x, LEAST)), 1 / Math.LN2);
}

/** Mean over all frames and patches of each chunk: `[N·T,g,g,C]` → `[N,C]`. */
function overChunk(x: Tensor4D, chunks: number): Tensor2D {
  const [frames, height, width, channels] = x.shape;
  return spatialMeans(reshape(x, [chunks, (frames / chunks) * height, width, channels]));
}

function meanAndDeviation(x: Tensor4D, chunks: number): readonly [mean: Tensor2D, deviation: Tensor2D] {
  const [frames, height, width, channels] = x.shape;
  const mean = overChunk(x, chunks);
  const flat = reshape(x, [chunks, (frames / chunks) * height * width, channels]);
  const squares = squaredDifference(flat, reshape(mean, [chunks, 1, channels]));
  return [mean, sqrt(add(overChunk(reshape(squares, x.shape), chunks), DEVIATION_EPSILON))];
}

/** How much of the differences is not nothing, 0–1, for each idea of nothing. */
function something(size: Tensor4D, chunks: number): Tensor2D[] {
  return NOTHING.map((nothing) => tidy(() => mul(overChunk(patchMeans(clipByValue(size, 0, nothing)), chunks), 1 / nothing)));
}

/** Magnitude of the change between frames t and t + 1, for t = first, first + 2, …: `[N·T,h,w,C]` → `[N·T',h,w,C]`. */
function changes(x: Tensor4D, chunks: number, first: 0 | 1): Tensor4D {
  const [frames, height, width, channels] = x.shape;
  const length = height * width * channels;
  const steps = frames / chunks;
  const pairs = Math.floor((steps - first) / 2);
  const used = first === 0 ? x : slice(reshape(x, [chunks, steps, length]), [0, first, 0], [chunks, 2 * pairs, length]);
  const paired = reshape(used, [chunks * pairs, 2, length]);
  const frame = (at: 0 | 1) => slice(paired, [0, at, 0], [chunks * pairs, 1, length]);
  const difference = tidy(() => sub(frame(1), frame(0)));
  return reshape(abs(difference), [chunks * pairs, height, width, channels]);
}
