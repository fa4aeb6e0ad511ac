import { EMBEDDING_LENGTH, EMBEDDING_SCALE } from '../architecture.ts';
import { seededRandom } from '../metrics/random.ts';
import { add, concat, dispose, matMul, mul, relu, tensor, tidy, variable, type Rank, type Tensor, type Tensor2D, type Variable } from '../tensors.ts';

/** Widths between the input and the one output. */
const HIDDEN = [64, 32] as const;

/** He's initialisation, the same for a seed. */
function weights(rows: number, columns: number, random: () => number): Tensor {
  const limit = Math.sqrt(6 / rows);
  return tensor(Float32Array.from({ length: rows * columns }, () => (2 * random() - 1) * limit), [rows, columns]);
}

/**
 * The deep fusion MLP: quality embedding, CLIP's features of a frame and its affinities to the prompts go in, what is to be added to the global term comes
 * out. The last layer starts at zero, so that training begins at the head without CLIP. Only matMul and element-wise operations: their gradients are right on
 * every backend.
 */
export class FusionLayers {
  /** Kernel and bias of each of the three layers. */
  readonly variables: readonly Variable[];

  /** @param clipWidth length of what comes from CLIP for a chunk. */
  constructor(clipWidth: number, seed: number) {
    const random = seededRandom(seed);
    const [first, second] = HIDDEN;
    const starts = [
      weights(EMBEDDING_LENGTH + clipWidth, first, random), tensor(new Float32Array(first), [first]),
      weights(first, second, random), tensor(new Float32Array(second), [second]),
      tensor(new Float32Array(second), [second, 1]), tensor(new Float32Array(1), [1]),
    ];
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

  dispose(): void {
    for (const one of this.variables) one.dispose();
  }
}
