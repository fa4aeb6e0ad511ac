import { add, avgPool, concat, matMul, mul, reshape, scalar, sqrt, squaredDifference, tidy, type Tensor2D, type Tensor4D } from '../tensors.ts';

/** Under the square root of a variance: its gradient is infinite at a channel that never changes. */
export const DEVIATION_EPSILON = 1e-5;

/**
 * Mean, weighted mean and deviation of every channel over time and space: `[T,H,W,C]` → `[1, 3·C]`; of N chunks `[N·T,H,W,C]` → `[N, 3·C]`.
 * @param weights the saliency, `[T,H,W,1]`, summing to 1 over every chunk.
 */
export function pooledStatistics(x: Tensor4D, weights: Tensor4D, chunks = 1): Tensor2D {
  return tidy(() => {
    const [frames, height, width, channels] = x.shape;
    const mean = channelMeans(x, chunks);
    const weighted = mul(channelMeans(mul(x, weights), chunks), (frames / chunks) * height * width);
    const flat = reshape(x, [chunks, (frames / chunks) * height * width, channels]);
    const squares = squaredDifference(flat, reshape(mean, chunks === 1 ? [channels] : [chunks, 1, channels]));
    const variance = channelMeans(reshape(squares, x.shape), chunks);
    return concat([mean, weighted, sqrt(add(variance, scalar(DEVIATION_EPSILON)))], 1) as Tensor2D;
  });
}

/** Mean of every channel over time and space: `[N·T,H,W,C]` → `[N,C]`. */
function channelMeans(x: Tensor4D, chunks: number): Tensor2D {
  const [frames, , , channels] = x.shape;
  const steps = frames / chunks;
  const means = reshape(spatialMeans(x), [chunks, steps, 1, channels]) as Tensor4D;
  return reshape(steps === 1 ? means : avgPool(means, [steps, 1], 1, 'valid'), [chunks, channels]);
}

/**
 * Means over space of every frame and channel: `[T,H,W,C]` → `[T,C]`. By average pooling: on wasm `tf.mean` over leading axes transposes the whole
 * tensor, and a matrix product packs it anew as if it were weights, which takes 80 times as long as the pooling.
 */
export function spatialMeans(x: Tensor4D): Tensor2D {
  const [frames, height, width, channels] = x.shape;
  return reshape(avgPool(x, [height, width], 1, 'valid'), [frames, channels]);
}

/** sqrt(Σ w·(x − mean)² + ε) of every column of a small matrix: `[N,C]`, `[1,C]`, `[1,N]` → `[1,C]`. */
export function deviation(x: Tensor2D, mean: Tensor2D, weights: Tensor2D): Tensor2D {
  return tidy(() => sqrt(add(matMul(weights, squaredDifference(x, mean)), scalar(DEVIATION_EPSILON))));
}
