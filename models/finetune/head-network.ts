import './gradients.ts';
import { EMBEDDING_LENGTH, EMBEDDING_SCALE, ENCODER_FEATURES } from '../architecture.ts';
import type { NamedTensor } from '../model-file.ts';
import { add, dispose, div, matMul, mul, relu, sqrt, square, sum, tensor, tensor2d, tidy, variable, type Rank, type Tensor, type Tensor2D, type Variable } from '../tensors.ts';
import type { FusionNetwork } from './fusion-network.ts';
import { parentWeight } from './parent-weight.ts';

/** The embedding head and regressor as trainable variables, the first layer as the parent's plus a change inside the span of the training features. */

/** Weights that train, with their shapes. `basis` stands for the change of `head/dense1/kernel`. */
const TRAINED = [
  ['head/dense1/bias', [128]],
  ['head/dense2/kernel', [128, 128]],
  ['head/dense2/bias', [128]],
  ['head/dense3/kernel', [128, EMBEDDING_LENGTH]],
  ['head/dense3/bias', [EMBEDDING_LENGTH]],
  ['head/regressor1/kernel', [EMBEDDING_LENGTH, 64]],
  ['head/regressor1/bias', [64]],
  ['head/regressor2/kernel', [64, 2]],
  ['head/regressor2/bias', [2]],
] as const;

/** Rows ready for training: what the parent's first layer makes of them, and where they lie in the span. */
export interface ProjectedRows {
  /** `[N,128]`: standardised features through the parent's first kernel. */
  readonly parent: Tensor2D;
  /** `[N,rank]`: coordinates in the span; absent with an empty span, as of the parent itself (wasm refuses a product over nothing). */
  readonly inSpan: Tensor2D | null;
  /** `[N,width]`: what comes from CLIP; absent without fusion. */
  readonly clip: Tensor2D | null;
}

/** See {@link HeadNetwork.partOfFirstLayer}. */
export interface FirstLayerPart {
  /** `[length,128]` of the parent's first kernel. */
  readonly kernel: Tensor2D;
  /** `[rank,length]` of the span's axes. */
  readonly axes: Tensor2D | null;
}

/** Frees what {@link HeadNetwork.project} made. */
export function disposeRows({ parent, inSpan, clip }: ProjectedRows): void {
  parent.dispose();
  inSpan?.dispose();
  clip?.dispose();
}

/** Standardised, clipped features, as many as there are means: (x − mean)·scale within ±8, as the shipped head does. What follows them is not the head's. */
export function standardise(features: Float32Array, mean: Float32Array, scale: Float32Array): Float32Array {
  return Float32Array.from(mean, (centre, i) => Math.min(8, Math.max(-8, ((features[i] ?? NaN) - centre) * (scale[i] ?? 0))));
}

function stacked(rows: readonly Float32Array[]): Tensor2D {
  const width = rows[0]?.length ?? 0;
  const flat = new Float32Array(rows.length * width);
  rows.forEach((row, i) => flat.set(row, i * width));
  return tensor2d(flat, [rows.length, width]);
}

export class HeadNetwork {
  /** In the order of {@link TRAINED}, then the change of the first layer in the span. */
  private readonly head: readonly Variable[];
  /** What trains: the head, or the fusion in front of a head that stays as it is. */
  readonly variables: readonly Variable[];

  /** @param fusion layers that add what CLIP sees; they are this network's from now on, and train alone. */
  constructor(private readonly parent: ReadonlyMap<string, NamedTensor>, private readonly basis: readonly Float32Array[], private readonly fusion: FusionNetwork | null = null) {
    const starts = [
      ...TRAINED.map(([name, shape]) => tensor(parentWeight(parent, name).values, [...shape])),
      tensor2d(new Float32Array(basis.length * 128), [basis.length, 128]),
    ];
    // Trained together, the head would learn a few dozen clips by heart before the fusion has begun.
    this.head = starts.map((start) => variable<Rank>(start, fusion === null));
    this.variables = fusion?.variables ?? this.head;
    dispose(starts);
  }

  /** Lays standardised rows out for {@link forward}. The caller disposes all. @param clip what comes from CLIP for each row, with fusion. */
  project(rows: readonly Float32Array[], clip: readonly Float32Array[] = []): ProjectedRows {
    const flat = new Float32Array(rows.length * ENCODER_FEATURES);
    rows.forEach((row, i) => flat.set(row, i * ENCODER_FEATURES));
    const x = tensor2d(flat, [rows.length, ENCODER_FEATURES]);
    const parent = tidy(() => matMul<Tensor2D>(x, tensor2d(parentWeight(this.parent, 'head/dense1/kernel').values, [ENCODER_FEATURES, 128])));
    let inSpan: Tensor2D | null = null;
    if (this.basis.length > 0) {
      const axes = new Float32Array(this.basis.length * ENCODER_FEATURES);
      this.basis.forEach((axis, i) => axes.set(axis, i * ENCODER_FEATURES));
      inSpan = tidy(() => matMul<Tensor2D>(x, tensor2d(axes, [this.basis.length, ENCODER_FEATURES]), false, true));
    }
    x.dispose();
    return { parent, inSpan, clip: this.fusion === null ? null : stacked(clip) };
  }

  /** Embedding `[N,128]` and regressor output `[N,2]` of projected rows. */
  forward({ parent, inSpan, clip }: ProjectedRows): { readonly embedding: Tensor2D; readonly regressed: Tensor2D } {
    const [b1, k2, b2, k3, b3, r1, c1, r2, c2, change] = this.head as readonly Tensor[] as readonly [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    const first = relu(add(inSpan === null ? parent : add(parent, matMul(inSpan, change as Tensor2D)), b1));
    const second = relu(add(matMul(first, k2), b2));
    const direction = add(matMul(second, k3), b3);
    const embedding = div(direction, sqrt(add(sum(square(direction), 1, true), 1e-12))) as Tensor2D;
    const hidden = relu(add(matMul(mul(embedding, EMBEDDING_SCALE), r1), c1));
    const regressed = add(matMul(hidden, r2), c2) as Tensor2D;
    if (this.fusion === null || clip === null) return { embedding, regressed };
    // Into the column of the global term.
    return { embedding, regressed: add(regressed, matMul(this.fusion.residual(embedding, clip), tensor2d([1, 0], [1, 2]))) as Tensor2D };
  }

  /**
   * Some of the features' way into the first layer, for features that change while training goes on: what they add to {@link ProjectedRows} is
   * their product with these. The caller disposes both.
   */
  partOfFirstLayer(from: number, length: number): FirstLayerPart {
    const rows = parentWeight(this.parent, 'head/dense1/kernel').values.subarray(from * 128, (from + length) * 128);
    return { kernel: tensor2d(rows, [length, 128]), axes: this.basis.length > 0 ? stacked(this.basis.map((axis) => axis.subarray(from, from + length))) : null };
  }

  /** The head's weights as a model file holds them: the change in the span is folded into `head/dense1/kernel`. */
  async weights(): Promise<Map<string, NamedTensor>> {
    const out = new Map<string, NamedTensor>();
    for (const [i, [name, shape]] of TRAINED.entries()) {
      const values = await this.head[i]?.data<'float32'>();
      out.set(name, { shape: [...shape], values: Float32Array.from(values ?? []) });
    }
    const change = Float32Array.from((await this.head[TRAINED.length]?.data<'float32'>()) ?? []);
    const kernel = Float32Array.from(parentWeight(this.parent, 'head/dense1/kernel').values);
    this.basis.forEach((axis, k) => {
      for (let row = 0; row < ENCODER_FEATURES; row += 1) {
        const along = axis[row] ?? 0;
        for (let column = 0; column < 128; column += 1) {
          const at = row * 128 + column;
          kernel[at] = (kernel[at] ?? 0) + along * (change[k * 128 + column] ?? 0);
        }
      }
    });
    out.set('head/dense1/kernel', { shape: [ENCODER_FEATURES, 128], values: kernel });
    return out;
  }

  dispose(): void {
    for (const one of this.head) one.dispose();
    this.fusion?.dispose();
  }
}
