import type { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-web';
import webgpuBinary from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import wasmBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { GLOBAL_SIZE } from '../../models/architecture.ts';
import { startBackend } from '../../models/backend.ts';
import { goldenViews } from '../../models/golden-input.ts';
import { fragmentEncoder } from '../../models/nets/fragment-encoder.ts';
import { globalEncoder } from '../../models/nets/global-encoder.ts';
import { saliencyDecoder } from '../../models/nets/saliency-decoder.ts';
import { tensor4d, tidy, type Tensor, type Tensor4D } from '../../models/tensors.ts';
import { QualityModel } from '../../models/quality-model.ts';
import { Weights } from '../../models/weights.ts';
import type { OnnxGraphs, OnnxProvider, OnnxTiming } from './bench-service.ts';
import { computeOn } from './compute-on.ts';
import { useFastestKernels } from './fastest-kernels.ts';
import { loadModel } from './load-model.ts';

/** Values of a net by name, in the layout of TensorFlow.js. */
type Named = Readonly<Record<string, Float32Array>>;

/** One net on both sides, with the same numbers in and all its outputs read back. */
interface Pair {
  readonly name: string;
  /** Where the net lies as an `.onnx` file. */
  readonly url: string;
  readonly ours: () => Promise<Named>;
  readonly inputs: Readonly<Record<string, OnnxTensor>>;
}

/**
 * The nets on TensorFlow.js and on onnxruntime-web, in turns, with the same threads.
 * @param graphs addresses of the nets as ONNX files, by name.
 */
export async function timeOnnx(modelUrl: string, graphs: OnnxGraphs, provider: OnnxProvider, threads: number, repeats: number): Promise<OnnxTiming[]> {
  const ort = await (provider === 'wasm' ? import('onnxruntime-web/wasm') : import('onnxruntime-web/webgpu'));
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = { wasm: new URL(provider === 'wasm' ? wasmBinary : webgpuBinary, import.meta.url).href };
  const file = await loadModel(modelUrl);
  await startBackend(provider, threads);
  if (threads > 1) computeOn(threads);
  const model = new QualityModel(file);
  await useFastestKernels(model);
  model.dispose();
  const weights = new Weights(file.tensors);
  const side = GLOBAL_SIZE;
  const bytes = goldenViews(1, side);
  const values = (view: Uint8Array): Float32Array => Float32Array.from(view, (byte) => byte / 127.5 - 1);
  const global = tensor4d(values(bytes.global), [2, side, side, 3]);
  const fragments = tensor4d(values(bytes.fragments), [8, side, side, 3]);
  const encodeGlobal = globalEncoder(weights);
  const encodeFragments = fragmentEncoder(weights);
  const decodeSaliency = saliencyDecoder(weights);
  const levels = tidy(() => ({ ...encodeGlobal(global) }));
  const feed = async (x: Tensor4D): Promise<OnnxTensor> => {
    const [frames, height, width, channels] = x.shape;
    return new ort.Tensor('float32', channelsFirst(await x.data<'float32'>(), x.shape), [frames, channels, height, width]);
  };
  const pairs: Pair[] = [
    { name: 'global encoder', url: graphs.global, ours: () => read(() => ({ ...encodeGlobal(global) })), inputs: { view: await feed(global) } },
    {
      name: 'saliency decoder', url: graphs.saliency, ours: () => read(() => ({ map: decodeSaliency(levels).map })),
      inputs: { g1: await feed(levels.g1), g2: await feed(levels.g2), g3: await feed(levels.g3), g4: await feed(levels.g4) },
    },
    {
      name: 'fragment encoder', url: graphs.fragments, inputs: { view: await feed(fragments) },
      ours: () => read(() => {
        const { f5, motion } = encodeFragments(fragments);
        return { f5, motion };
      }),
    },
  ];
  const timings: OnnxTiming[] = [];
  for (const { name, url, ours, inputs } of pairs) {
    const session = await ort.InferenceSession.create(url, { executionProviders: [provider], graphOptimizationLevel: 'all' });
    const theirs = (): Promise<Named> => runSession(session, inputs);
    const difference = largestDifference(await ours(), await theirs());
    const timing = { name, difference, ours: [] as number[], onnx: [] as number[] };
    for (let round = 0; round < repeats; round += 1) {
      timing.ours.push(await milliseconds(ours));
      timing.onnx.push(await milliseconds(theirs));
    }
    timings.push(timing);
    await session.release();
  }
  for (const held of [global, fragments, ...Object.values(levels)]) held.dispose();
  weights.dispose();
  return timings;
}

/** Threads that have done their part go on asking for more before they sleep: onnxruntime's would hold the core that ours want, and ours theirs. */
const ASLEEP_MS = 100;

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  await new Promise((resolve) => void setTimeout(resolve, ASLEEP_MS));
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function read(forward: () => Record<string, Tensor>): Promise<Named> {
  const made = tidy(forward);
  const entries: [string, Float32Array][] = [];
  for (const [name, value] of Object.entries(made)) {
    entries.push([name, await value.data<'float32'>()]);
    value.dispose();
  }
  return Object.fromEntries(entries);
}

async function runSession(session: InferenceSession, inputs: Readonly<Record<string, OnnxTensor>>): Promise<Named> {
  const outputs = await session.run(inputs);
  const entries: [string, Float32Array][] = [];
  for (const [name, value] of Object.entries(outputs)) {
    const data = await value.getData();
    if (!(data instanceof Float32Array)) throw new TypeError(`${name} does not hold floats.`);
    entries.push([name, value.dims.length === 4 ? channelsLast(data, value.dims) : data]);
    value.dispose();
  }
  return Object.fromEntries(entries);
}

/** `[T,H,W,C]` → `[T,C,H,W]`. */
function channelsFirst(values: Float32Array, [frames, height, width, channels]: readonly [number, number, number, number]): Float32Array {
  const area = height * width;
  const out = new Float32Array(values.length);
  for (let t = 0; t < frames; t += 1) {
    for (let c = 0; c < channels; c += 1) {
      for (let i = 0; i < area; i += 1) out[(t * channels + c) * area + i] = values[(t * area + i) * channels + c] ?? 0;
    }
  }
  return out;
}

/** `[T,C,H,W]` → `[T,H,W,C]`. */
function channelsLast(values: Float32Array, dims: readonly number[]): Float32Array {
  const [frames = 1, channels = 1, height = 1, width = 1] = dims;
  // Seen as rows of channels, the way back is the same exchange of two axes.
  return channelsFirst(values, [frames, channels, 1, height * width]);
}

/** NaN where a side gives nothing but zeros, as GPU backends do after a command that took too long. */
function largestDifference(ours: Named, theirs: Named): number {
  let worst = 0;
  const silent = [ours, theirs].some((side) => Object.values(side).every((values) => values.every((value) => value === 0)));
  if (silent) return NaN;
  for (const [name, values] of Object.entries(ours)) {
    const others = theirs[name];
    if (others?.length !== values.length) throw new Error(`onnxruntime-web gives another ${name}.`);
    for (let i = 0; i < values.length; i += 1) worst = Math.max(worst, Math.abs((values[i] ?? 0) - (others[i] ?? NaN)));
  }
  return worst;
}
