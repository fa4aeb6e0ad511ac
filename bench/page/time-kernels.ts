import { GLOBAL_SIZE } from '../../models/architecture.ts';
import { startBackend } from '../../models/backend.ts';
import { goldenViews, lcgBytes } from '../../models/golden-input.ts';
import { runsInSoftware } from '../../models/graphics-adapter.ts';
import { QualityModel } from '../../models/quality-model.ts';
import { tensor4d } from '../../models/tensors.ts';
import { runningConvolutions } from '../../models/webgpu-backend.ts';
import { resultShape } from '../../models/webgpu/convolution/convolution-kernels.ts';
import { collectLayers, layerFlop, timeLayer, type Layer, type LayerTiming } from '../../models/webgpu/convolution/layer-trial.ts';
import { GpuStopwatch } from '../../models/webgpu/gpu-stopwatch.ts';
import type { KernelReport, LayerReport, LayerWay } from './bench-service.ts';
import { devicePeaks } from './device-peaks.ts';
import { loadModel } from './load-model.ts';
import { registerStockKernels } from './stock-kernels.ts';
import { stockConvolution, stockTransposed, type StockOperator } from './stock-operators.ts';

/** Side at which the layers are collected: a run in full size takes a processor that plays a graphics card half a minute. All sides of the nets grow with it. */
const COLLECTED_SIDE = 64;

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The convolutions of the nets in full size: the stock way, the stock operators of rank 5, and every kernel of this project that the device can run. */
export async function timeKernels(modelUrl: string, rounds: number, most: number): Promise<KernelReport> {
  await registerStockKernels('webgpu');
  await startBackend('webgpu');
  const kernels = runningConvolutions();
  if (kernels === null) throw new Error('WebGPU does not run.');
  kernels.keepsHalves = true;
  const stopwatch = new GpuStopwatch(kernels.backend);
  const model = new QualityModel(await loadModel(modelUrl));
  try {
    const seen = await collectLayers(kernels, () => model.run(goldenViews(1, COLLECTED_SIDE), COLLECTED_SIDE));
    const layers: LayerReport[] = [];
    for (const layer of heaviest(seen.map(inFullSize), most)) {
      const timings = await timeLayer(kernels, stopwatch, layer, rounds);
      const stock = await timeStock(stopwatch, layer, rounds);
      const [frames, height, width] = layer.inputShape;
      layers.push({
        name: `${layer.name} ${frames}×${height}×${width}`, count: layer.count, flop: layerFlop(layer), ways: [...timings.map((timing) => way(layer, timing)), ...stock],
      });
    }
    return { layers, peaks: await devicePeaks(kernels, stopwatch, runsInSoftware(kernels.backend.device.adapterInfo)) };
  } finally {
    model.dispose();
    stopwatch.dispose();
  }
}

function inFullSize({ inputShape: [frames, height, width, channels], ...layer }: Layer): Layer {
  const scale = GLOBAL_SIZE / COLLECTED_SIDE;
  return { ...layer, inputShape: [frames, scale * height, scale * width, channels] };
}

/** Of each operator the layers with most to compute. */
function heaviest(layers: readonly Layer[], most: number): Layer[] {
  const weight = (layer: Layer): number => layer.count * layerFlop(layer);
  return (['conv3d', 'conv3dTranspose', 'pointwise'] as const).flatMap((operator) =>
    layers.filter((layer) => layer.operator === operator).sort((a, b) => weight(b) - weight(a)).slice(0, most));
}

function way(layer: Layer, { variant, ms, difference }: LayerTiming): LayerWay {
  const { inputShape, filter, bias, adds } = layer;
  const shape = resultShape({ ...layer, x: { shape: inputShape } });
  const filterBytes = variant === null || variant.element === 'single' ? 4 : 2;
  const bytes = 4 * (product(inputShape) + product(shape) * (adds ? 2 : 1) + (bias?.size ?? 0)) + filterBytes * filter.size;
  return { name: variant?.name ?? 'stock', ms, difference, bytes, half: variant?.element === 'half' };
}

/** Milliseconds of `tf.conv3d` and `tf.conv3dTranspose`, without bias, addition and activation. */
async function timeStock(stopwatch: GpuStopwatch, layer: Layer, rounds: number): Promise<LayerWay[]> {
  if (layer.operator === 'pointwise') return [];
  const x = tensor4d(noise(product(layer.inputShape)), [...layer.inputShape]);
  let stock: StockOperator;
  if (layer.operator === 'conv3d') {
    const [kh, kw, , output] = layer.filter.shape;
    stock = stockConvolution(x, noise(layer.filter.size), [kh, kw], output);
  } else {
    // 3×4×4 taps for each pair of channels, which is what the packed filter has.
    stock = stockTransposed(x, noise(layer.filter.size), layer.filter.shape[3] / 4);
  }
  try {
    const run = (): void => stock.run().dispose();
    await stopwatch.measure(run);
    const ms: number[] = [];
    for (let round = 0; round < rounds; round += 1) ms.push(await stopwatch.measure(run));
    return [{ name: layer.operator === 'conv3d' ? 'tf.conv3d' : 'tf.conv3dTranspose', ms, difference: NaN, bytes: NaN, half: false }];
  } finally {
    stock.dispose();
    x.dispose();
  }
}

function noise(count: number): Float32Array {
  return Float32Array.from(lcgBytes(count, 1).bytes, (byte) => byte / 127.5 - 1);
}
