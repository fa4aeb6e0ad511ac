import { lcgBytes } from '../../golden-input.ts';
import { operate } from '../../ops/operate.ts';
import type { ConvolutionCall } from '../../ops/own-convolutions.ts';
import { dispose, tensor4d, type Tensor, type Tensor4D } from '../../tensors.ts';
import type { GpuStopwatch } from '../gpu-stopwatch.ts';
import { layerOf, productSize, resultShape, type ConvolutionKernels } from './convolution-kernels.ts';
import { kernelVariants, suits, type KernelVariant } from './kernel-variants.ts';

/** A layer of the nets as it was called, without the numbers that went through it. */
export interface Layer extends Omit<ConvolutionCall, 'x' | 'addend'> {
  readonly name: string;
  readonly inputShape: ConvolutionCall['x']['shape'];
  readonly adds: boolean;
  /** How many layers of the nets have this shape of channels. */
  count: number;
}

/** How long one way takes for a layer. */
export interface LayerTiming {
  /** Null: the stock way. */
  readonly variant: KernelVariant | null;
  /** Milliseconds of one call, one value a round. */
  readonly ms: readonly number[];
  /** Largest difference to the stock way's result, relative to its largest value or 1. */
  readonly difference: number;
}

/** What a variant may differ by from the stock way: in single precision only the order of adding up differs, halves have 11 bits. */
export const TOLERANCE: Readonly<Record<KernelVariant['element'], number>> = { single: 1e-4, packed: 1e-4, half: 1e-2 };

/** Collects the layers that ask for a kernel while something runs; of those with one name the one with most pixels. */
export async function collectLayers(kernels: ConvolutionKernels, run: () => Promise<unknown>): Promise<Layer[]> {
  const layers = new Map<string, Layer>();
  kernels.observer = ({ x, addend, ...call }) => {
    const name = layerOf({ ...call, x, addend });
    const known = layers.get(name);
    const larger = known === undefined || product(x.shape) > product(known.inputShape);
    const layer = larger ? { ...call, name, inputShape: x.shape, adds: addend !== null, count: known?.count ?? 0 } : known;
    layer.count += 1;
    layers.set(name, layer);
  };
  try {
    await run();
  } finally {
    kernels.observer = null;
  }
  return [...layers.values()];
}

/** Floating-point operations of one call, 2 per multiply-add; what kernels compute beyond the result's borders does not count. */
export function layerFlop({ inputShape: [frames, height, width], filter }: Layer): number {
  return 2 * frames * height * width * filter.size;
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Numbers between −1 and 1. */
function noise(shape: readonly [number, number, number, number], seed: number): Tensor4D {
  return tensor4d(Float32Array.from(lcgBytes(product(shape), seed).bytes, (byte) => byte / 127.5 - 1), [...shape]);
}

/** A layer with numbers to run it on; the caller disposes `held`. */
function callOf({ inputShape, adds, ...layer }: Layer): { readonly call: ConvolutionCall; readonly held: Tensor[] } {
  const x = noise(inputShape, 1);
  const held: Tensor[] = [x];
  const call = { ...layer, x, addend: null };
  if (!adds) return { call, held };
  const addend = noise(resultShape(call), 2);
  held.push(addend);
  return { call: { ...call, addend }, held };
}

/** How often a layer is run in one go, so that it takes this many milliseconds, and no more often than that. */
const LEAST_MS = 1;
const MOST_RUNS = 24;

/**
 * Times the stock way and every variant that suits a layer, in turns. A variant that the device refuses, or that refuses the layer, is left out.
 * @param kernels without a choice. @param rounds after one run to warm up.
 */
export async function timeLayer(kernels: ConvolutionKernels, stopwatch: GpuStopwatch, layer: Layer, rounds: number): Promise<LayerTiming[]> {
  const { call, held } = callOf(layer);
  try {
    const { columns } = productSize(call);
    const compiled = await Promise.all(kernelVariants(kernels.features).filter((variant) => suits(variant, columns)).map(
      async (variant) => kernels.compile(call, variant).then(() => [variant], () => []),
    ));
    const reference = await valuesOf(operate(call));
    const ways: { variant: KernelVariant | null; run: () => Tensor4D | null; ms: number[]; difference: number }[] = [
      { variant: null, run: () => operate(call), ms: [], difference: 0 },
    ];
    for (const variant of compiled.flat()) {
      const run = (): Tensor4D | null => kernels.compute(call, variant);
      const made = run();
      if (made !== null) ways.push({ variant, run, ms: [], difference: relativeDifference(await valuesOf(made), reference) });
    }
    const repeated = (run: () => Tensor4D | null, times: number) => (): void => {
      for (let i = 0; i < times; i += 1) run()?.dispose();
    };
    const once = await stopwatch.measure(repeated(() => operate(call), 1));
    const times = Math.min(MOST_RUNS, Math.max(1, Math.ceil(LEAST_MS / once)));
    for (let round = 0; round < rounds; round += 1) {
      for (const { run, ms } of ways) ms.push((await stopwatch.measure(repeated(run, times))) / times);
    }
    return ways.map(({ variant, ms, difference }) => ({ variant, ms, difference }));
  } finally {
    dispose(held);
  }
}

async function valuesOf(made: Tensor4D): Promise<Float32Array> {
  const values = await made.data<'float32'>();
  made.dispose();
  return values;
}

/** Largest difference, relative to the largest expected value or 1; NaN where anything is no number. */
function relativeDifference(values: Float32Array, expected: Float32Array): number {
  let worst = 0;
  let largest = 1;
  for (let i = 0; i < expected.length; i += 1) {
    const difference = Math.abs((values[i] ?? NaN) - (expected[i] ?? NaN));
    if (Number.isNaN(difference)) return NaN;
    worst = Math.max(worst, difference);
    largest = Math.max(largest, Math.abs(expected[i] ?? 0));
  }
  return worst / largest;
}

/** The fastest right way by the medians of its rounds: null for the stock way, which wins a tie. */
export function fastestRight(timings: readonly LayerTiming[]): KernelVariant | null {
  let best: { readonly variant: KernelVariant | null; readonly ms: number } = { variant: null, ms: Infinity };
  for (const { variant, ms, difference } of timings) {
    const right = variant === null || difference <= TOLERANCE[variant.element];
    const typical = median(ms);
    if (right && typical < best.ms) best = { variant, ms: typical };
  }
  return best.variant;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Infinity;
}
