import type { BackendName } from '../../models/backend-name.ts';
import type { DevicePeaks } from './device-peaks.ts';
import type { GpuBackend } from './gpu-backends.ts';

/** Milliseconds of one thing, measured several times. */
export interface Timing {
  readonly name: string;
  readonly ms: readonly number[];
  /** Floating-point operations of one run, 2 per multiply-add; null where they do not say much. */
  readonly flop: number | null;
}

/** The project's operator beside TensorFlow.js's own on the same numbers. */
export interface OperatorTiming {
  readonly name: string;
  readonly ours: readonly number[];
  readonly stock: readonly number[];
  readonly flop: number;
  /** Largest difference of the results; tfjs's own is known to be wrong for some on wasm. */
  readonly difference: number;
}

/** A layer of the nets, by every way to compute it on WebGPU. */
export interface LayerReport {
  /** Operator, channels and the input's frames, height and width. */
  readonly name: string;
  /** How many layers of a chunk are like it. */
  readonly count: number;
  readonly flop: number;
  readonly ways: readonly LayerWay[];
}

export interface LayerWay {
  /** `stock` is TensorFlow.js's conv2d composition, `tf.…` its own operator of that name, the others are kernels of this project. */
  readonly name: string;
  readonly ms: readonly number[];
  /** Largest difference to `stock`, relative to its largest value or 1. */
  readonly difference: number;
  /** Read and written at least: inputs, filter and result once each. */
  readonly bytes: number;
  readonly half: boolean;
}

/** What {@link BenchService.kernels} found. */
export interface KernelReport {
  readonly layers: readonly LayerReport[];
  readonly peaks: DevicePeaks;
}

export type OnnxProvider = 'wasm' | 'webgpu';

/** Where the nets lie as ONNX files. */
export type OnnxGraphs = Readonly<Record<'global' | 'saliency' | 'fragments', string>>;

/** A net here and in onnxruntime-web, in turns on the same numbers. */
export interface OnnxTiming {
  readonly name: string;
  readonly ours: readonly number[];
  readonly onnx: readonly number[];
  /** Largest difference of any output value; NaN where either gave nothing but zeros. */
  readonly difference: number;
}

/** How much of the way a clip goes: the decoder alone, views made on the processor or on the GPU, or to its score. */
export type PipelineStage = 'decode' | 'views' | 'gpu-views' | 'score';

/** What the bench worker measures, spoken over comlink. Everything runs in a worker, as scoring does. */
export interface BenchService {
  /** Every net over one chunk. @param threads on wasm. @throws Error with one sentence where the backend does not start. */
  nets(modelUrl: string, backend: BackendName, threads: number, repeats: number): Promise<Timing[]>;
  /** The same nets here and in onnxruntime-web. @param threads of each, on wasm. */
  onnx(modelUrl: string, graphs: OnnxGraphs, provider: OnnxProvider, threads: number, repeats: number): Promise<OnnxTiming[]>;
  operators(backend: BackendName, repeats: number): Promise<OperatorTiming[]>;
  /** The nets' convolutions on WebGPU, the heaviest first. @param most layers of each operator. */
  kernels(modelUrl: string, rounds: number, most: number): Promise<KernelReport>;
  /** Seconds for the whole clip and its length. @param threads for the nets, where they run on wasm; the first call counts. */
  pipeline(modelUrl: string, file: File, stage: PipelineStage, threads: number): Promise<{ readonly seconds: number; readonly durationS: number; readonly chunks: number }>;
  /** Seconds for cross-validating and training on clips of made-up features. */
  finetune(modelUrl: string, clips: number, chunks: number): Promise<number>;
  /** The graphics backends that there are here. */
  gpuBackends(): Promise<GpuBackend[]>;
}
