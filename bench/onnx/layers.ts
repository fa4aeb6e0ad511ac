import type { ModelFile } from '../../models/model-file.ts';
import { OnnxGraph } from './onnx-file.ts';

/** The layers of the nets in ONNX's own layout, `[T,C,H,W]`: what an exporter would write, with batch norm folded as in the model file. */
export class OnnxLayers {
  readonly #six: string;
  readonly #zero: string;

  constructor(readonly graph: OnnxGraph, private readonly file: ModelFile) {
    this.#zero = graph.constant(Float32Array.of(0), []);
    this.#six = graph.constant(Float32Array.of(6), []);
  }

  relu6(x: string): string {
    return this.graph.node('Clip', [x, this.#zero, this.#six]);
  }

  add(a: string, b: string): string {
    return this.graph.node('Add', [a, b]);
  }

  /** conv2d with bias, 'same' on even sides. Weights `<name>/kernel [k,k,in,out]`. */
  convolution(x: string, name: string, stride: 1 | 2, relu6: boolean): string {
    const { shape, values } = this.#weight(`${name}/kernel`);
    const [k = 1, , input = 1, output = 1] = shape;
    const kernel = rearranged(values, [k, k, input, output], [3, 2, 0, 1]);
    const made = this.graph.node('Conv', [x, this.graph.constant(kernel, [output, input, k, k]), this.#bias(name)], { kernel_shape: [k, k], strides: [stride, stride], pads: pads(k, stride) });
    return relu6 ? this.relu6(made) : made;
  }

  /** Depthwise 3×3 with bias and ReLU6. Weights `<name>/kernel [3,3,C,1]`. */
  depthwise(x: string, name: string, stride: 1 | 2): string {
    const { shape, values } = this.#weight(`${name}/kernel`);
    const channels = shape[2] ?? 1;
    const kernel = rearranged(values, [3, 3, channels, 1], [2, 3, 0, 1]);
    const attributes = { kernel_shape: [3, 3], strides: [stride, stride], pads: pads(3, stride), group: channels };
    return this.relu6(this.graph.node('Conv', [x, this.graph.constant(kernel, [channels, 1, 3, 3]), this.#bias(name)], attributes));
  }

  /** Depthwise 3×1×1 in time, edge frames repeated: three scaled slices. A Conv over rank 5 is many times slower in onnxruntime-web. */
  temporal(x: string, name: string, frames: number, stride: 1 | 2): string {
    const { shape, values } = this.#weight(`${name}/kernel`);
    const channels = shape[1] ?? 1;
    const padded = this.#repeatEdges(x, frames);
    const kept = Math.ceil(frames / stride);
    const taps = [0, 1, 2].map((tap) => {
      const part = this.#frames(padded, tap, tap + (kept - 1) * stride + 1, stride);
      return this.graph.node('Mul', [part, this.graph.constant(values.slice(tap * channels, (tap + 1) * channels), [1, channels, 1, 1])]);
    });
    return taps.reduce((sum, part) => this.add(sum, part));
  }

  /** Conv3D 3×3×3 as one convolution over the shifted frames. Weights `<name>/kernel [3,3,3,in,out]`. */
  conv3d(x: string, name: string, frames: number): string {
    const { shape, values } = this.#weight(`${name}/kernel`);
    const [taps = 3, k = 3, , input = 1, output = 1] = shape;
    const kernel = rearranged(values, [taps, k, k, input, output], [4, 0, 3, 1, 2]);
    return this.graph.node('Conv', [this.#shifted(x, frames), this.graph.constant(kernel, [output, taps * input, k, k]), this.#bias(name)], { kernel_shape: [k, k], pads: pads(k, 1) });
  }

  /** DeConv3D 3×4×4 with stride (1,2,2), without bias. Weights `<name>/kernel [3,4,4,out,in]`. */
  conv3dTranspose(x: string, name: string, frames: number): string {
    const { shape, values } = this.#weight(`${name}/kernel`);
    const [taps = 3, k = 4, , output = 1, input = 1] = shape;
    const kernel = rearranged(values, [taps, k, k, output, input], [0, 4, 3, 1, 2]);
    return this.graph.node('ConvTranspose', [this.#shifted(x, frames), this.graph.constant(kernel, [taps * input, output, k, k])], { kernel_shape: [k, k], strides: [2, 2], pads: [1, 1, 1, 1] });
  }

  #shifted(x: string, frames: number): string {
    const padded = this.#repeatEdges(x, frames);
    return this.graph.node('Concat', [0, 1, 2].map((tap) => this.#frames(padded, tap, tap + frames, 1)), { axis: 1 });
  }

  #repeatEdges(x: string, frames: number): string {
    return this.graph.node('Concat', [this.#frames(x, 0, 1, 1), x, this.#frames(x, frames - 1, frames, 1)], { axis: 0 });
  }

  #frames(x: string, from: number, to: number, step: number): string {
    const { graph } = this;
    return graph.node('Slice', [x, graph.integers([from]), graph.integers([to]), graph.integers([0]), graph.integers([step])]);
  }

  #bias(name: string): string {
    const { values } = this.#weight(`${name}/bias`);
    return this.graph.constant(values, [values.length]);
  }

  #weight(name: string): { readonly shape: readonly number[]; readonly values: Float32Array } {
    const found = this.file.tensors.get(name);
    if (found === undefined) throw new Error(`The model file has no ${name}.`);
    return found;
  }
}

/** TensorFlow's 'same' on even sides: top, left, bottom, right. */
function pads(k: number, stride: 1 | 2): number[] {
  const all = k - stride;
  const before = Math.max(0, Math.floor(all / 2));
  return [before, before, Math.max(0, all - before), Math.max(0, all - before)];
}

/** A tensor with its axes in another order: axis i of the result is axis `order[i]` of the source. */
export function rearranged(values: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const sides = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const out = new Float32Array(values.length);
  const at = sides.map(() => 0);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = values[at.reduce((sum, index, axis) => sum + index * (steps[axis] ?? 0), 0)] ?? 0;
    for (let axis = sides.length - 1; axis >= 0; axis -= 1) {
      at[axis] = (at[axis] ?? 0) + 1;
      if ((at[axis] ?? 0) < (sides[axis] ?? 1)) break;
      at[axis] = 0;
    }
  }
  return out;
}
