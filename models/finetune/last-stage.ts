import './gradients.ts';
import { F5_FEATURES, F5_FEATURES_AT, FRAGMENT_BLOCKS, FRAGMENT_LEVELS, GLOBAL_LEVELS, LAST_STAGE, LOCAL_CHANNELS, type SeparableBlock } from '../architecture.ts';
import { float16ToFloat32 } from '../float16.ts';
import type { NamedTensor } from '../model-file.ts';
import { DEVIATION_EPSILON } from '../ops/statistics.ts';
import type { LastStageInput } from '../quality-model.ts';
import {
  add, concat, dispose, matMul, minimum, mul, relu, reshape, slice, sqrt, square, sub, sum, tensor, tensor2d, tensor3d, tensor4d, tidy, variable,
  type Rank, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D, type Tensor4D, type Variable,
} from '../tensors.ts';
import { parentWeight } from './parent-weight.ts';
import { trainableDepthwise, trainableDownsampling } from './trainable-depthwise.ts';

/** Time steps of the stage. */
const FRAMES = 2;
const WIDTH = FRAGMENT_LEVELS.block13;

/** What the stage reads of some chunks; it does not train. */
export interface LastStageBatch {
  /** `[2N,S,S,256]`. */
  readonly f4: Tensor4D;
  /** `[2·N·cells, 32]`: g4's part in the first layer of the local head. */
  readonly besides: Tensor2D;
  /** `[N,2,2·cells]`: for every chunk the even weights and the saliency's, both summing to 1 over time and cells. */
  readonly pooling: Tensor3D;
  /** `[N,1,2·cells]`: weights of the local term. */
  readonly weights: Tensor3D;
}

/** Frees what {@link LastStage.batch} made. */
export function disposeBatch({ f4, besides, pooling, weights }: LastStageBatch): void {
  dispose([f4, besides, pooling, weights]);
}

/** What the stage makes of chunks. */
export interface LastStageOutputs {
  /** `[N,1536]`: the features of f5, standardised. */
  readonly features: Tensor2D;
  /** `[N,1]`: Σ w·q of every chunk. */
  readonly local: Tensor2D;
}

function trainedShapes({ name, input, channels, temporalStride }: SeparableBlock): readonly (readonly [string, readonly number[]])[] {
  const at = `fragments/${name}`;
  return [
    [`${at}/depthwise/kernel`, [3, 3, input, 1]], [`${at}/depthwise/bias`, [input]],
    ...(temporalStride === 0 ? [] : [[`${at}/temporal/kernel`, [3, input]] as const]),
    [`${at}/pointwise/kernel`, [1, 1, input, channels]], [`${at}/pointwise/bias`, [channels]],
  ];
}

/** Weights that train, with their shapes. */
const TRAINED = FRAGMENT_BLOCKS.filter(({ name }) => LAST_STAGE.some((stage) => stage === name)).flatMap(trainedShapes);

/**
 * The last stage of the fragment encoder (blocks 12 and 13) as trainable variables, with what lies between it and the score: pooling of f5 and the local
 * head, which stay as they are. The same numbers as `nets/fragment-encoder.ts`, `ops/statistics.ts` and `nets/heads.ts`, over many chunks at once and in
 * operations whose gradients are right on every backend.
 */
export class LastStage {
  readonly variables: readonly Variable[];
  private readonly frozen: Readonly<Record<'mean' | 'scale' | 'besideKernel' | 'besideBias' | 'localKernel' | 'localKernel2' | 'localBias2', Tensor>>;

  /** Share of the saliency in the weights of the local term. */
  private readonly salient: number;

  constructor(parent: ReadonlyMap<string, NamedTensor>) {
    const take = (name: string, shape: readonly number[]): Tensor => tensor(parentWeight(parent, name).values, [...shape]);
    const starts = TRAINED.map(([name, shape]) => take(name, shape));
    this.variables = starts.map((start) => variable<Rank>(start, true));
    dispose(starts);
    const part = (name: string): Tensor => tensor(parentWeight(parent, name).values.subarray(F5_FEATURES_AT, F5_FEATURES_AT + F5_FEATURES), [1, F5_FEATURES]);
    const local = parentWeight(parent, 'head/local1/kernel').values;
    this.salient = 1 / (1 + Math.exp(-(parentWeight(parent, 'head/mix').values[0] ?? 0)));
    this.frozen = {
      mean: part('head/mean'),
      scale: part('head/scale'),
      localKernel: tensor(local.subarray(0, WIDTH * 32), [WIDTH, 32]),
      besideKernel: tensor(local.subarray(WIDTH * 32), [LOCAL_CHANNELS - WIDTH, 32]),
      besideBias: take('head/local1/bias', [32]),
      localKernel2: take('head/local2/kernel', [32, 1]),
      localBias2: take('head/local2/bias', [1]),
    };
  }

  /** Lays chunks out for {@link forward}. The caller disposes it. @param inputs of one size. */
  batch(inputs: readonly LastStageInput[]): LastStageBatch {
    const count = inputs.length;
    const places = inputs[0]?.cells.length ?? 0;
    const side = 2 * Math.sqrt(places / FRAMES);
    const f4 = joined(inputs.map((input) => float16ToFloat32(input.f4)));
    const g4 = joined(inputs.map((input) => float16ToFloat32(input.g4)));
    const even = 1 / places;
    const pooling = joined(inputs.flatMap(({ cells }) => [new Float32Array(places).fill(even), cells.map((share) => share / FRAMES)]));
    const weights = joined(inputs.map(({ cells }) => cells.map((share) => (this.salient * share) / FRAMES + (1 - this.salient) * even)));
    return tidy(() => ({
      f4: tensor4d(f4, [count * FRAMES, side, side, FRAGMENT_LEVELS.block11]),
      besides: add(matMul(tensor2d(g4, [count * places, GLOBAL_LEVELS.block17]), this.frozen.besideKernel as Tensor2D), this.frozen.besideBias) as Tensor2D,
      pooling: tensor3d(pooling, [count, 2, places]),
      weights: tensor3d(weights, [count, 1, places]),
    }));
  }

  /** Inside a `tidy` or a gradient. */
  forward({ f4, besides, pooling, weights }: LastStageBatch): LastStageOutputs {
    const [d12, db12, t12, p12, pb12, d13, db13, p13, pb13] = this.variables as readonly Tensor[] as readonly [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    const count = weights.shape[0];
    const down = relu6(add(trainableDownsampling(f4, d12 as Tensor4D), db12));
    const [, height, width] = down.shape as [number, number, number, number];
    const cells = height * width;
    const mixed = inTime(reshape(down, [count, FRAMES, cells * FRAGMENT_LEVELS.block11]) as Tensor3D, t12 as Tensor2D, cells);
    const first = pointwise(reshape(mixed, [count * FRAMES * cells, FRAGMENT_LEVELS.block11]), p12, pb12);
    const second = relu6(add(trainableDepthwise(reshape(first, [count * FRAMES, height, width, WIDTH]), d13 as Tensor4D), db13));
    const f5 = pointwise(reshape(second, [count * FRAMES * cells, WIDTH]), p13, pb13);

    const byChunk = reshape(f5, [count, FRAMES * cells, WIDTH]) as Tensor3D;
    const means = matMul<Tensor3D>(pooling, byChunk);
    const mean = slice(means, [0, 0, 0], [count, 1, WIDTH]);
    const even = slice(pooling, [0, 0, 0], [count, 1, FRAMES * cells]);
    const variance = matMul<Tensor3D>(even, square(sub(byChunk, mean)));
    const deviation = sqrt(add(variance, DEVIATION_EPSILON));
    const features = reshape(concat([means, deviation], 1), [count, F5_FEATURES]);

    const { localKernel, localKernel2, localBias2 } = this.frozen;
    const hidden = relu(add(matMul(f5, localKernel as Tensor2D), besides));
    const quality = reshape(add(matMul(hidden, localKernel2 as Tensor2D), localBias2), [count, 1, FRAMES * cells]);
    return {
      features: limited(mul(sub(features, this.frozen.mean), this.frozen.scale)) as Tensor2D,
      local: sum(mul(quality, weights), 2) as Tensor2D,
    };
  }

  /** The stage's weights as a model file holds them. */
  async weights(): Promise<Map<string, NamedTensor>> {
    const out = new Map<string, NamedTensor>();
    for (const [i, [name, shape]] of TRAINED.entries()) out.set(name, { shape: [...shape], values: Float32Array.from((await this.variables[i]?.data<'float32'>()) ?? []) });
    return out;
  }

  dispose(): void {
    dispose([...this.variables]);
    dispose(Object.values(this.frozen));
  }
}

function joined(rows: readonly Float32Array[]): Float32Array {
  const flat = new Float32Array(rows.reduce((length, row) => length + row.length, 0));
  let at = 0;
  for (const row of rows) {
    flat.set(row, at);
    at += row.length;
  }
  return flat;
}

/** With a gradient of kernels that the backends have anyway. */
function relu6(x: Tensor): Tensor {
  return minimum(relu(x), 6);
}

/** Within ±8, as the head does it. */
function limited(x: Tensor): Tensor {
  return sub(minimum(relu(add(x, 8)), 16), 8);
}

function pointwise(x: Tensor, kernel: Tensor, bias: Tensor): Tensor2D {
  const [, , input, output] = kernel.shape as [number, number, number, number];
  return relu6(add(matMul(x as Tensor2D, reshape(kernel, [input, output]) as Tensor2D), bias)) as Tensor2D;
}

/** Depthwise 3×1×1 over two time steps with edges repeated: `[N,2,cells·C]`, kernel `[3,C]`. */
function inTime(x: Tensor3D, kernel: Tensor2D, cells: number): Tensor {
  const [count, , wide] = x.shape;
  const channels = kernel.shape[1];
  const step = (t: number): Tensor3D => reshape(slice(x, [0, t, 0], [count, 1, wide]), [count, cells, channels]) as Tensor3D;
  const [before, same, after] = [0, 1, 2].map((tap) => reshape(slice(kernel, [tap, 0], [1, channels]), [channels]) as Tensor1D) as [Tensor1D, Tensor1D, Tensor1D];
  const [earlier, later] = [step(0), step(1)];
  return concat([
    add(mul(earlier, add(before, same)), mul(later, after)),
    add(mul(earlier, before), mul(later, add(same, after))),
  ], 1);
}
