import { EMBEDDING_LENGTH, EMBEDDING_SCALE } from '../architecture.ts';
import type { ModelHeader } from '../model-file.ts';
import type { Weights } from '../weights.ts';
import { clipInput, type ClipScaling, type PromptFeatures } from './clip-input.ts';
import { fusionShapes } from './fusion-tensors.ts';

interface Layer {
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/**
 * What a fused model adds to the global term of a chunk: 8·embedding, CLIP's features of a frame and its affinities to the model's prompts through the deep
 * fusion MLP. In plain arithmetic: it is some ten thousand products a chunk, the same on every backend, and needs no CLIP where CLIP's features were kept.
 */
export class FusionHead {
  /** Names the CLIP whose features it takes. */
  readonly clip: string;
  readonly #width: number;
  readonly #pairs: readonly PromptFeatures[];
  readonly #scaling: ClipScaling;
  readonly #layers: readonly Layer[];

  /** @throws ModelFileError where tensors are missing or misshapen. */
  constructor({ clip, width, scale, pairs }: NonNullable<ModelHeader['fusion']>, weights: Weights) {
    const values = new Map(fusionShapes(width, pairs.length).map(([name, shape]) => [name, weights.values(name, shape)]));
    const of = (name: string): Float32Array => values.get(`fusion/${name}`) ?? new Float32Array();
    this.clip = clip;
    this.#width = width;
    this.#pairs = pairs.map((pair, i) => ({
      ...pair,
      positiveFeatures: of('positive').subarray(i * width, (i + 1) * width),
      negativeFeatures: of('negative').subarray(i * width, (i + 1) * width),
    }));
    this.#scaling = { centre: of('centre'), scale };
    this.#layers = [1, 2, 3].map((layer) => ({ kernel: of(`dense${layer}/kernel`), bias: of(`dense${layer}/bias`) }));
  }

  /**
   * To be added to the raw score.
   * @param embedding unit length, 128. @param picture CLIP's features of the chunk's frame, unit length.
   * @throws RangeError for features of another CLIP.
   */
  residual(embedding: Float32Array, picture: Float32Array): number {
    if (picture.length !== this.#width || embedding.length !== EMBEDDING_LENGTH) throw new RangeError(`CLIP features of ${picture.length} values, not ${this.#width}`);
    let row = Float64Array.of(...Array.from(embedding, (value) => EMBEDDING_SCALE * value), ...clipInput(picture, this.#pairs, this.#scaling));
    this.#layers.forEach(({ kernel, bias }, i) => {
      const next = dense(row, kernel, bias);
      row = i === this.#layers.length - 1 ? next : next.map((value) => Math.max(0, value));
    });
    return row[0] ?? NaN;
  }
}

function dense(row: Float64Array, kernel: Float32Array, bias: Float32Array): Float64Array<ArrayBuffer> {
  const out = Float64Array.from(bias);
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i] ?? 0;
    for (let j = 0; j < out.length; j += 1) out[j] = (out[j] ?? 0) + value * (kernel[i * out.length + j] ?? 0);
  }
  return out;
}
