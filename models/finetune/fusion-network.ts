import { EMBEDDING_SCALE } from '../architecture.ts';
import { asInFile } from '../fusion/clip-input.ts';
import { layerShapes } from '../fusion/fusion-tensors.ts';
import { seededRandom } from '../metrics/random.ts';
import type { NamedTensor } from '../model-file.ts';
import { add, concat, dispose, matMul, mul, relu, tensor, tidy, variable, type Rank, type Tensor, type Tensor2D, type Variable } from '../tensors.ts';

/** He's initialisation of the kernels, the same for a seed. Biases and the last layer start at zero, so that training begins at the head without CLIP. */
function startOf(name: string, shape: readonly number[], random: () => number): Float32Array {
  const [rows = 1, columns = 1] = shape;
  if (!name.endsWith('/kernel') || columns === 1) return new Float32Array(shape.reduce((a, b) => a * b, 1));
  const limit = Math.sqrt(6 / rows);
  return Float32Array.from({ length: rows * columns }, () => (2 * random() - 1) * limit);
}

/**
 * The deep fusion MLP as it trains: quality embedding, CLIP's features of a frame and its affinities to the prompts go in, what is to be added to the global term
 * comes out. Only matMul and element-wise operations: their gradients are right on every backend. A trained one is run by `models/fusion/fusion-head.ts`.
 */
export class FusionNetwork {
  /** Kernel and bias of each of the three layers. */
  readonly variables: readonly Variable[];
  readonly #shapes: ReturnType<typeof layerShapes>;

  /** @param clipWidth length of what comes from CLIP for a chunk. */
  constructor(clipWidth: number, seed: number) {
    const random = seededRandom(seed);
    this.#shapes = layerShapes(clipWidth);
    const starts = this.#shapes.map(([name, shape]) => tensor(startOf(name, shape, random), [...shape]));
    this.variables = starts.map((start) => variable<Rank>(start, true));
    dispose(starts);
  }

  /** `[N,1]`: what to add to the global term. @param embedding `[N,128]`, unit length. @param clip `[N,clipWidth]`. */
  residual(embedding: Tensor2D, clip: Tensor2D): Tensor2D {
    return tidy(() => {
      const [k1, b1, k2, b2, k3, b3] = this.variables as readonly Tensor[] as readonly [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
      const first = relu(add(matMul(concat([mul(embedding, EMBEDDING_SCALE), clip], 1) as Tensor2D, k1), b1));
      const second = relu(add(matMul(first, k2), b2));
      return add(matMul(second, k3), b3) as Tensor2D;
    });
  }

  /** Rounds its weights to what a model file holds and hands them out: what it says from now on, the file will say. */
  async weights(): Promise<Map<string, NamedTensor>> {
    const out = new Map<string, NamedTensor>();
    for (const [i, [name, shape]] of this.#shapes.entries()) {
      const values = asInFile(Float32Array.from((await this.variables[i]?.data<'float32'>()) ?? []));
      const rounded = tensor(values, [...shape]);
      this.variables[i]?.assign(rounded);
      rounded.dispose();
      out.set(name, { shape, values });
    }
    return out;
  }

  dispose(): void {
    for (const one of this.variables) one.dispose();
  }
}
