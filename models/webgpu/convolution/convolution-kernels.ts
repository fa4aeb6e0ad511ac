import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import type { Activation, ConvolutionCall, OwnConvolutions } from '../../ops/own-convolutions.ts';
import type { Tensor4D } from '../../tensors.ts';
import { runsInSoftware } from '../../graphics-adapter.ts';
import { computePipeline } from '../compute-pipeline.ts';
import halves from './halves.wgsl?raw';
import { hasPipeline, keepPipeline, runKernel } from './kernel-program.ts';
import { kernelFeatures, layerName, workgroupTile, type KernelFeatures, type KernelVariant } from './kernel-variants.ts';
import { inputNames, shaderSource, type KernelForm } from './shader-source.ts';

const MOST = 3.4028234663852886e38;
const RANGES: Readonly<Record<Activation, readonly [number, number]>> = { linear: [-MOST, MOST], relu: [0, MOST], relu6: [0, 6] };

/** The layer that a call belongs to. */
export function layerOf({ operator, x, filter }: ConvolutionCall): string {
  return layerName(operator, x.shape[3], outputChannels({ operator, filter }));
}

function outputChannels({ operator, filter }: Pick<ConvolutionCall, 'operator' | 'filter'>): number {
  return operator === 'conv3dTranspose' ? filter.shape[3] / 4 : filter.shape[3];
}

/** Shape of what a call gives. */
export function resultShape(call: Pick<ConvolutionCall, 'operator' | 'filter'> & { readonly x: Pick<Tensor4D, 'shape'> }): [number, number, number, number] {
  const [frames, height, width] = call.x.shape;
  const scale = call.operator === 'conv3dTranspose' ? 2 : 1;
  return [frames, scale * height, scale * width, outputChannels(call)];
}

/** Rows, columns and depth of the product behind a call. */
export function productSize({ operator, x, filter }: Pick<ConvolutionCall, 'operator' | 'filter'> & { readonly x: Pick<Tensor4D, 'shape'> }): { readonly rows: number; readonly columns: number; readonly depth: number } {
  const [frames, height, width] = x.shape;
  const [kh, kw, deep, columns] = filter.shape;
  const border = operator === 'conv3dTranspose' ? 1 : 0;
  return { rows: frames * (height + border) * (width + border), columns, depth: kh * kw * deep };
}

/**
 * Convolutions of this project on tfjs's WebGPU backend, as implicit matrix products that are fused with bias, addition and activation. Which variant a layer
 * takes is chosen from outside; without a choice everything goes the stock way.
 */
export class ConvolutionKernels implements OwnConvolutions {
  readonly features: KernelFeatures;
  /** The variant for a layer, null for the stock way. */
  choice: (layer: string) => KernelVariant | null = () => null;
  /** Told of every call. */
  observer: ((call: ConvolutionCall) => void) | null = null;
  /** Whether filters are kept in half precision too. Not on a processor that plays the graphics card, where nothing is chosen. */
  keepsHalves: boolean;
  readonly #halves = new WeakMap<Tensor4D, Tensor4D>();

  constructor(readonly backend: WebGPUBackend) {
    this.features = kernelFeatures(backend.device);
    this.keepsHalves = !runsInSoftware(backend.device.adapterInfo);
  }

  run(call: ConvolutionCall): Tensor4D | null {
    this.observer?.(call);
    const variant = this.choice(layerOf(call));
    return variant === null ? null : this.compute(call, variant);
  }

  prepare(filter: Tensor4D): Tensor4D | null {
    if (!this.keepsHalves) return null;
    const [kh, kw, deep, columns] = filter.shape;
    const shape = [kh, kw, deep, 2 * Math.ceil(columns / 4)];
    const key = 'fovea halves';
    if (!hasPipeline(this.backend, key)) keepPipeline(this.backend, key, this.#compiledAtOnce(halves));
    const made = runKernel(this.backend, {
      key, inputs: [{ name: 'filter', tensor: filter }], outputShape: shape, outputType: 'int32', uniforms: [],
      groups: [Math.ceil(shape.reduce((a, b) => a * b, 1) / 64), 1],
    }) as Tensor4D;
    this.#halves.set(filter, made);
    return made;
  }

  /**
   * A call by one variant.
   * @returns null for shapes that no kernel takes: input channels that do not come in fours, more pixels than a device dispatches, a filter without its half-precision copy.
   */
  compute(call: ConvolutionCall, variant: KernelVariant): Tensor4D | null {
    const { x, bias, addend, activation, chunks } = call;
    const filter = variant.element === 'single' ? call.filter : this.#halves.get(call.filter);
    const tile = workgroupTile(variant);
    const { rows, columns } = productSize(call);
    const groups: [number, number] = [Math.ceil(columns / tile.columns), Math.ceil(rows / tile.rows)];
    const most = this.backend.device.limits.maxComputeWorkgroupsPerDimension;
    if (filter === undefined || !takesChannels(call) || Math.max(...groups) > most) return null;
    const form = formOf(call, variant);
    const key = pipelineKey(form);
    if (!hasPipeline(this.backend, key)) keepPipeline(this.backend, key, this.#compiledAtOnce(shaderSource(form)));
    const tensors = [x, filter, ...(bias === null ? [] : [bias]), addend ?? x];
    const [low, high] = RANGES[activation];
    return runKernel(this.backend, {
      key, groups, outputShape: resultShape(call), outputType: 'float32',
      inputs: inputNames(form).flatMap((name, i) => tensors.slice(i, i + 1).map((tensor) => ({ name, tensor }))),
      uniforms: [
        { type: 'int32', data: [x.shape[0] / chunks] }, { type: 'int32', data: [addend === null ? 0 : 1] },
        { type: 'float32', data: [low] }, { type: 'float32', data: [high] },
      ],
    }) as Tensor4D;
  }

  /** Compiles the kernel of a call without holding up the thread. @throws Error where the device refuses it. */
  async compile(call: ConvolutionCall, variant: KernelVariant): Promise<void> {
    const form = formOf(call, variant);
    const key = pipelineKey(form);
    if (!hasPipeline(this.backend, key)) keepPipeline(this.backend, key, await computePipeline(this.backend.device, shaderSource(form)));
  }

  #compiledAtOnce(code: string): GPUComputePipeline {
    const { device } = this.backend;
    return device.createComputePipeline({ layout: 'auto', compute: { module: device.createShaderModule({ code }), entryPoint: 'main' } });
  }
}

/** Inputs are read four channels at a time. */
function takesChannels({ x }: ConvolutionCall): boolean {
  return x.shape[3] % 4 === 0;
}

function formOf(call: ConvolutionCall, variant: KernelVariant): KernelForm {
  return { operator: call.operator, variant, bias: call.bias !== null, fours: outputChannels(call) % 4 === 0 };
}

function pipelineKey({ operator, variant, bias, fours }: KernelForm): string {
  return ['fovea', operator, variant.name, ...(bias ? ['bias'] : []), ...(fours ? ['fours'] : [])].join(' ');
}
