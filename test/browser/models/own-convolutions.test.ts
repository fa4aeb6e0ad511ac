import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../models/backend.ts';
import { float16ToFloat32, float32ToFloat16 } from '../../../models/float16.ts';
import { goldenViews, lcgBytes } from '../../../models/golden-input.ts';
import { packConv3dKernel } from '../../../models/ops/conv3d.ts';
import { packConv3dTransposeKernel } from '../../../models/ops/conv3d-transpose.ts';
import type { Activation, ConvolutionCall, ConvolutionOperator } from '../../../models/ops/own-convolutions.ts';
import { operate } from '../../../models/ops/operate.ts';
import { QualityModel } from '../../../models/quality-model.ts';
import { memory, tensor1d, tensor4d, tidy, type Tensor4D } from '../../../models/tensors.ts';
import { runningConvolutions } from '../../../models/webgpu-backend.ts';
import { chooseKernels } from '../../../models/webgpu/convolution/choose-kernels.ts';
import type { ConvolutionKernels } from '../../../models/webgpu/convolution/convolution-kernels.ts';
import { kernelVariants } from '../../../models/webgpu/convolution/kernel-variants.ts';
import { collectLayers, layerFlop, timeLayer } from '../../../models/webgpu/convolution/layer-trial.ts';
import { GpuStopwatch } from '../../../models/webgpu/gpu-stopwatch.ts';
import { golden64, shippedModel, worstDifference } from './parity-fixture.ts';

type Shape = [frames: number, height: number, width: number, channels: number];

interface Case {
  readonly operator: ConvolutionOperator;
  readonly x: Shape;
  readonly output: number;
  readonly chunks?: number;
  readonly addend?: boolean;
  readonly activation?: Activation;
}

/** Layers of the nets, then what is odd: channels beside every tile, one frame, two chunks, odd sides, a single pixel. */
const CASES: readonly Case[] = [
  { operator: 'pointwise', x: [2, 7, 7, 576], output: 160 },
  { operator: 'pointwise', x: [2, 14, 14, 96], output: 24, addend: true },
  { operator: 'pointwise', x: [1, 5, 3, 20], output: 10, activation: 'relu6' },
  { operator: 'pointwise', x: [3, 1, 1, 4], output: 3, activation: 'relu' },
  { operator: 'conv3d', x: [2, 28, 28, 16], output: 1 },
  { operator: 'conv3d', x: [1, 5, 7, 8], output: 6 },
  { operator: 'conv3d', x: [6, 3, 5, 4], output: 36, chunks: 2 },
  { operator: 'conv3dTranspose', x: [2, 7, 7, 64], output: 48, addend: true, activation: 'relu6' },
  { operator: 'conv3dTranspose', x: [1, 3, 5, 4], output: 3 },
  { operator: 'conv3dTranspose', x: [6, 2, 1, 8], output: 12, chunks: 2, addend: true },
];

/** Numbers between −1 and 1 that half precision holds exactly, as the weights of a model file are. */
const noise = (count: number, seed: number, scale = 1): Float32Array => Float32Array.from(lcgBytes(count, seed).bytes, (byte) => ((byte - 128) / 128) * scale);
const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

function callOf({ operator, x: shape, output, chunks = 1, addend = false, activation = 'linear' }: Case): ConvolutionCall {
  const [frames, height, width, input] = shape;
  const scale = operator === 'conv3dTranspose' ? 2 : 1;
  const filters: Record<ConvolutionOperator, () => Tensor4D> = {
    pointwise: () => tensor4d(noise(input * output, 2, 0.125), [1, 1, input, output]),
    conv3d: () => packConv3dKernel(noise(27 * input * output, 2, 0.125), [3, 3, 3, input, output]),
    conv3dTranspose: () => packConv3dTransposeKernel(noise(48 * input * output, 2, 0.125), [3, 4, 4, output, input]),
  };
  const result: Shape = [frames, scale * height, scale * width, output];
  return {
    operator, chunks, activation: operator === 'conv3d' ? 'linear' : activation,
    x: tensor4d(noise(product(shape), 1), shape), filter: filters[operator](),
    bias: operator === 'conv3dTranspose' ? null : tensor1d(noise(output, 3)),
    addend: addend ? tensor4d(noise(product(result), 4), result) : null,
  };
}

/** What a tidy hands on: it knows of no null. */
const present = (made: Tensor4D | null): Tensor4D[] => (made === null ? [] : [made]);

const onWasm: Float32Array[] = [];
let kernels: ConvolutionKernels;

beforeAll(async () => {
  await startBackend('wasm');
  for (const each of CASES) {
    const y = tidy(() => operate(callOf(each)));
    onWasm.push(await y.data<'float32'>());
    y.dispose();
  }
  await startBackend('webgpu');
  const running = runningConvolutions();
  if (running === null) throw new Error('WebGPU does not run.');
  kernels = running;
});

afterEach(() => {
  kernels.choice = () => null;
  kernels.keepsHalves = false;
  expect(memory().numTensors).toBe(0);
});

it('the device was asked for what kernels can use', async () => {
  const adapter = await navigator.gpu.requestAdapter();
  for (const feature of ['timestamp-query', 'shader-f16', 'subgroups'] as const) {
    expect(kernels.backend.device.features.has(feature), feature).toBe(adapter?.features.has(feature));
  }
  expect(kernels.features.lanes).toBe(4);
});

describe('variants against wasm', () => {
  // What this device can run: without subgroups and half precision others are tried on devices that have them.
  it.each(kernelVariants({ half: false, lanes: 4 }))('$name', async (variant) => {
    kernels.keepsHalves = variant.element === 'packed';
    const found = await Promise.all(CASES.map(async (each) => {
      const [y] = tidy(() => {
        const call = callOf(each);
        kernels.prepare(call.filter);
        return present(kernels.compute(call, variant));
      });
      const values = await y?.data<'float32'>();
      y?.dispose();
      return values ?? [];
    }));
    found.forEach((values, i) => expect(worstDifference(values, onWasm[i] ?? []), JSON.stringify(CASES[i])).toBeLessThan(2e-5));
  });
});

it('filters are packed as halves, filled up to fours', async () => {
  kernels.keepsHalves = true;
  const values = Float32Array.from({ length: 2 * 3 * 5 }, (_, i) => Math.sin(i));
  const [packed] = tidy(() => present(kernels.prepare(tensor4d(values, [1, 2, 3, 5]))));
  expect(packed?.shape).toEqual([1, 2, 3, 4]);
  const halves = new Uint16Array(Int32Array.from((await packed?.data<'int32'>()) ?? []).buffer);
  packed?.dispose();
  const expected = float32ToFloat16(Array.from({ length: 6 * 8 }, (_, i) => (i % 8 < 5 ? (values[Math.floor(i / 8) * 5 + (i % 8)] ?? NaN) : 0)));
  expect(worstDifference(float16ToFloat32(halves), float16ToFloat32(expected))).toBeLessThan(1e-3);
});

it('what no kernel takes goes the stock way', async () => {
  const [variant] = kernelVariants({ half: false, lanes: 0 });
  if (variant === undefined) throw new Error('There is a variant for every device.');
  const asked: string[] = [];
  kernels.choice = (layer) => {
    asked.push(layer);
    return variant;
  };
  const y = tidy(() => {
    const call = callOf({ operator: 'pointwise', x: [1, 2, 2, 6], output: 4 });
    expect(kernels.compute(call, variant)).toBeNull();
    return operate(call);
  });
  expect(asked).toEqual(['pointwise 6→4']);
  const x = noise(24, 1);
  const filter = noise(24, 2, 0.125);
  const expected = Array.from({ length: 16 }, (_, i) => {
    const taps = Array.from({ length: 6 }, (_tap, k) => (x[Math.floor(i / 4) * 6 + k] ?? NaN) * (filter[4 * k + (i % 4)] ?? NaN));
    return taps.reduce((a, b) => a + b, noise(4, 3)[i % 4] ?? NaN);
  });
  expect(worstDifference(await y.data(), expected)).toBeLessThan(1e-5);
  y.dispose();
});

it('a layer is timed the stock way and by every variant that suits it', async () => {
  const stopwatch = new GpuStopwatch(kernels.backend);
  const filter = tensor4d(noise(24 * 32, 2, 0.125), [1, 1, 24, 32]);
  const bias = tensor1d(noise(32, 3));
  try {
    const layers = await collectLayers(kernels, () => {
      for (const side of [2, 3]) {
        const x = tensor4d(noise(side * side * 24, 1), [1, side, side, 24]);
        operate({ operator: 'pointwise', x, filter, bias, addend: null, activation: 'relu6', chunks: 1 }).dispose();
        x.dispose();
      }
      return Promise.resolve();
    });
    expect(layers.map(({ name, inputShape, count, adds }) => ({ name, inputShape, count, adds }))).toEqual([{ name: 'pointwise 24→32', inputShape: [1, 3, 3, 24], count: 2, adds: false }]);
    const [layer] = layers;
    if (layer === undefined) throw new Error('One layer was seen.');
    expect(layerFlop(layer)).toBe(2 * 9 * 24 * 32);
    const timings = await timeLayer(kernels, stopwatch, layer, 2);
    // Without its copy in half precision the filter is not read so; 4 columns at once are for thinner layers.
    expect(timings.map(({ variant }) => variant?.name ?? 'stock')).toEqual(['stock', 'tiles 32×32', 'tiles 64×16', '4 lanes']);
    for (const { ms, difference } of timings) {
      expect(ms.length).toBe(2);
      expect(Math.min(...ms)).toBeGreaterThan(0);
      expect(difference).toBeLessThan(1e-5);
    }
  } finally {
    stopwatch.dispose();
    filter.dispose();
    bias.dispose();
  }
});

it('the nets with own kernels agree with Keras, and leave nothing behind', async () => {
  const variants = kernelVariants({ half: false, lanes: 4 });
  kernels.keepsHalves = true;
  const fixture = await golden64();
  const model = new QualityModel(await shippedModel());
  try {
    await chooseKernels(kernels, model);
    expect(kernels.choice('pointwise 96→24'), 'nothing is chosen in software').toBeNull();
    // The layers take turns, so that every variant computes some.
    const layers: string[] = [];
    kernels.choice = (layer) => {
      if (!layers.includes(layer)) layers.push(layer);
      return variants[layers.indexOf(layer) % variants.length] ?? null;
    };
    const outputs = await model.run(goldenViews(fixture.seed, fixture.size), fixture.size);
    expect(layers.length).toBeGreaterThan(30);
    expect(worstDifference(outputs.features, fixture.features.values)).toBeLessThan(1e-3);
    expect(worstDifference(outputs.saliency.flatMap((map) => [...map]), fixture.saliency.values)).toBeLessThan(1e-5);
    expect(Math.abs(outputs.raw - fixture.raw)).toBeLessThan(1e-3);
    expect(Math.abs(outputs.spread - fixture.spread)).toBeLessThan(1e-3);
  } finally {
    model.dispose();
  }
});
