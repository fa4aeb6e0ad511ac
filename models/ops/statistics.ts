import { add, concat, matMul, reshape, scalar, slice, sqrt, squaredDifference, tidy, type Tensor2D, type Tensor4D } from '../tensors.ts';

/** Under the square root of a variance: its gradient is infinite at a channel that never changes. */
export const DEVIATION_EPSILON = 1e-5;

/**
 * Mean, weighted mean and deviation of every channel over time and space: `[T,H,W,C]` → `[1, 3·C]`.
 * Sums are matrix products with a row of weights: `tf.mean` over leading axes transposes the whole tensor on wasm.
 * @param weights `[2, T·H·W]`, first row uniform, second the saliency's, both summing to 1.
 */
export function pooledStatistics(x: Tensor4D, weights: Tensor2D): Tensor2D {
  return tidy(() => {
    const [frames, height, width, channels] = x.shape;
    const positions = frames * height * width;
    const flat = reshape(x, [positions, channels]) as Tensor2D;
    const means = matMul(weights, flat);
    const mean = slice(means, [0, 0], [1, channels]);
    const uniform = slice(weights, [0, 0], [1, positions]);
    return concat([reshape(means, [1, 2 * channels]), deviation(flat, mean as Tensor2D, uniform as Tensor2D)], 1) as Tensor2D;
  });
}

/** sqrt(Σ w·(x − mean)² + ε) of every column: `[N,C]`, `[1,C]`, `[1,N]` → `[1,C]`. */
export function deviation(x: Tensor2D, mean: Tensor2D, weights: Tensor2D): Tensor2D {
  return tidy(() => sqrt(add(matMul(weights, squaredDifference(x, mean)), scalar(DEVIATION_EPSILON))));
}
