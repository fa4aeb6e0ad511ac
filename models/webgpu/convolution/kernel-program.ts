import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import { engine, type Tensor, type TensorInfo } from '../../tensors.ts';

/** One run of a shader of this project. */
export interface KernelRun {
  /** The name under which its pipeline was put by {@link keepPipeline}. */
  readonly key: string;
  /** In the order of their bindings, which begin at 1: the output has 0, the uniforms come last. */
  readonly inputs: readonly { readonly name: string; readonly tensor: Tensor }[];
  readonly outputShape: number[];
  readonly outputType: 'float32' | 'int32';
  readonly groups: readonly [x: number, y: number];
  /** What follows the shapes and strides in the uniforms. */
  readonly uniforms: { type: 'int32' | 'float32'; data: number[] }[];
}

/** A program whose pipeline tfjs finds ready: the text that it would write itself has no room for `enable` at its top, and its key would grow by the shapes. */
class ReadyProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly outputShape: number[];
  readonly dispatchLayout = { x: [] };
  readonly workgroupSize: [number, number, number] = [1, 1, 1];
  dispatch: [number, number, number];
  readonly #key: string;

  constructor({ key, inputs, outputShape, groups }: KernelRun) {
    this.#key = key;
    this.variableNames = inputs.map(({ name }) => name);
    this.outputShape = outputShape;
    this.dispatch = [...groups, 1];
  }

  get shaderKey(): string {
    return this.#key;
  }

  set shaderKey(_longer: string) {
    // Stays as it is: pipelines are found by it.
  }

  getUserCode = (): string => {
    throw new Error(`${this.#key} is not compiled.`);
  };
}

function pipelines(backend: WebGPUBackend): Record<string, GPUComputePipeline> {
  const cache: unknown = Reflect.get(backend, 'pipelineCache');
  if (typeof cache !== 'object' || cache === null) throw new TypeError('This TensorFlow.js keeps its pipelines elsewhere.');
  return cache as Record<string, GPUComputePipeline>;
}

/** Puts a pipeline where {@link runKernel} finds it. */
export function keepPipeline(backend: WebGPUBackend, key: string, pipeline: GPUComputePipeline): void {
  pipelines(backend)[key] = pipeline;
}

export function hasPipeline(backend: WebGPUBackend, key: string): boolean {
  return key in pipelines(backend);
}

/** Queues a run in order with tfjs's own kernels; its result is a tensor like theirs. */
export function runKernel(backend: WebGPUBackend, run: KernelRun): Tensor {
  const inputs: TensorInfo[] = run.inputs.map(({ tensor }) => tensor);
  const output = backend.runWebGPUProgram(new ReadyProgram(run), inputs, run.outputType, run.uniforms);
  return engine().makeTensorFromTensorInfo(output);
}
