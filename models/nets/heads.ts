import { DIMENSION_COUNT, EMBEDDING_LENGTH, EMBEDDING_SCALE, ENCODER_FEATURES, LOCAL_CHANNELS, PIXEL_STATISTICS } from '../architecture.ts';
import { add, clipByValue, concat, fused, mul, reshape, sigmoid, slice, softplus, sqrt, square, sub, sum, div, tidy, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D } from '../tensors.ts';
import type { Weights } from '../weights.ts';

/** Standardised features are kept within this many standard deviations: one odd video must not throw the regressor. */
const FEATURE_LIMIT = 8;
/** The least spread, in raw units. */
const MINIMUM_SPREAD = 0.01;

/** What the heads say of N chunks from their features. */
export interface HeadOutputs {
  /** `[N,128]`, unit length. */
  readonly embedding: Tensor2D;
  /** `[N,1]` global term u. */
  readonly globalTerm: Tensor2D;
  /** `[N,1]` spread σ in raw units. */
  readonly spread: Tensor2D;
  /** `[N,8]` raw quality dimensions. */
  readonly dimensions: Tensor2D;
}

function dense(weights: Weights, name: string, input: number, output: number, activation: 'relu' | 'linear'): (x: Tensor2D) => Tensor2D {
  const kernel = weights.tensor<Tensor2D>(`${name}/kernel`, [input, output]);
  const bias = weights.tensor<Tensor1D>(`${name}/bias`, [output]);
  return (x) => fused.matMul({ a: x, b: kernel, bias, activation }) as Tensor2D;
}

/** (x − mean)·scale of some features, within ±{@link FEATURE_LIMIT}. */
function standardise(weights: Weights, name: string, length: number): (features: Tensor2D) => Tensor2D {
  const mean = weights.tensor<Tensor2D>(`${name}/mean`, [length], [1, length]);
  const scale = weights.tensor<Tensor2D>(`${name}/scale`, [length], [1, length]);
  return (features) => clipByValue(mul(sub(features, mean), scale), -FEATURE_LIMIT, FEATURE_LIMIT);
}

/** Quality dimensions by the pixel statistics, `[N,126]` → `[N,8]`. */
function pixelHead(weights: Weights): (statistics: Tensor2D) => Tensor2D {
  const standard = standardise(weights, 'head/pixels', PIXEL_STATISTICS);
  const pixels1 = dense(weights, 'head/pixels1', PIXEL_STATISTICS, 64, 'relu');
  const pixels2 = dense(weights, 'head/pixels2', 64, 32, 'relu');
  const pixels3 = dense(weights, 'head/pixels3', 32, DIMENSION_COUNT, 'linear');
  return (statistics) => pixels3(pixels2(pixels1(standard(statistics))));
}

/**
 * Embedding (the contrastive space) and regressor with spread; quality dimensions beside them, from the features themselves: a taste that moves the
 * embedding leaves them as they are. The dimensions are the mean of two nets, one on what the encoders say, one on the pixel statistics: on clips of other
 * collections than those trained on each is wrong in its own way.
 * @param pixels whether the architecture has the second net.
 */
export function embeddingHeads(weights: Weights, pixels: boolean): (features: Tensor2D) => HeadOutputs {
  const standardised = standardise(weights, 'head', ENCODER_FEATURES);
  const byPixels = pixels ? pixelHead(weights) : null;
  const dense1 = dense(weights, 'head/dense1', ENCODER_FEATURES, 128, 'relu');
  const dense2 = dense(weights, 'head/dense2', 128, 128, 'relu');
  const dense3 = dense(weights, 'head/dense3', 128, EMBEDDING_LENGTH, 'linear');
  const regressor1 = dense(weights, 'head/regressor1', EMBEDDING_LENGTH, 64, 'relu');
  const regressor2 = dense(weights, 'head/regressor2', 64, 2, 'linear');
  const dimensions1 = dense(weights, 'head/dimensions1', ENCODER_FEATURES, 64, 'relu');
  const dimensions2 = dense(weights, 'head/dimensions2', 64, 32, 'relu');
  const dimensions3 = dense(weights, 'head/dimensions3', 32, DIMENSION_COUNT, 'linear');
  return (features) => {
    const standard = standardised(slice(features, [0, 0], [-1, ENCODER_FEATURES]));
    const byEncoders = dimensions3(dimensions2(dimensions1(standard)));
    const direction = dense3(dense2(dense1(standard)));
    const embedding = div(direction, sqrt(add(sum(square(direction), 1, true), 1e-12))) as Tensor2D;
    const scaled = mul(embedding, EMBEDDING_SCALE) as Tensor2D;
    const regressed = regressor2(regressor1(scaled));
    return {
      embedding,
      globalTerm: slice(regressed, [0, 0], [-1, 1]),
      spread: add(softplus(slice(regressed, [0, 1], [-1, 1])), MINIMUM_SPREAD),
      dimensions: byPixels === null ? byEncoders : mul(add(byEncoders, byPixels(slice(features, [0, ENCODER_FEATURES], [-1, PIXEL_STATISTICS]))), 0.5),
    };
  };
}

/** The local term: a quality for every cell and its weight. Both `[N·T, cells]`; the weights sum to 1 over every chunk. */
export interface LocalTerm {
  readonly quality: Tensor2D;
  readonly weight: Tensor2D;
}

/** Patch-wise quality, weighted by a learned mixture of saliency and evenness. */
export function localHead(weights: Weights): (f5: Tensor4D, g4: Tensor4D, cells: Tensor2D, chunks?: number) => LocalTerm {
  const local1 = dense(weights, 'head/local1', LOCAL_CHANNELS, 32, 'relu');
  const local2 = dense(weights, 'head/local2', 32, 1, 'linear');
  const mix = weights.tensor<Tensor1D>('head/mix', [1]);
  return (f5, g4, cells, chunks = 1) =>
    ({
      quality: tidy(() => {
        const [frames, height, width] = f5.shape;
        const joined = concat([f5, g4], 3);
        return reshape(local2(local1(reshape(joined, [frames * height * width, LOCAL_CHANNELS]) as Tensor2D)), [frames, height * width]) as Tensor2D;
      }),
      weight: tidy(() => {
        const [frames, count] = cells.shape;
        const salient: Tensor = sigmoid(mix);
        return div(add(mul(cells, salient), div(sub(1, salient), count)), frames / chunks) as Tensor2D;
      }),
    });
}
