import type { BackendName } from '../../models/backend-name.ts';
import { startBackend } from '../../models/backend.ts';
import { conv3d, packConv3dKernel, packConv3dPairKernel } from '../../models/ops/conv3d.ts';
import { conv3dTranspose, packConv3dTransposeKernel, packConv3dTransposePairKernel } from '../../models/ops/conv3d-transpose.ts';
import { tensor1d, tensor4d, tidy, type Tensor } from '../../models/tensors.ts';
import { lcgBytes } from '../../models/golden-input.ts';
import type { OperatorTiming } from './bench-service.ts';
import { registerStockKernels } from './stock-kernels.ts';
import { stockConvolution, stockTransposed } from './stock-operators.ts';
import { finish, timed } from './stopwatch.ts';

/** Stock kernels take seconds where ours take milliseconds. */
const STOCK_REPEATS = 2;

type Shape4 = readonly [frames: number, height: number, width: number, channels: number];

const CONVOLUTIONS: readonly (readonly [Shape4, number])[] = [[[8, 28, 28, 16], 16], [[8, 56, 56, 16], 16], [[8, 28, 28, 32], 32], [[2, 56, 56, 16], 1]];
const TRANSPOSED: readonly (readonly [string, Shape4, number])[] = [['up3', [2, 7, 7, 64], 48], ['up2', [2, 14, 14, 48], 32], ['up1', [2, 28, 28, 32], 16]];

/** Numbers between −1 and 1. */
function noise(count: number, seed: number): Float32Array {
  return Float32Array.from(lcgBytes(count, seed).bytes, (byte) => byte / 127.5 - 1);
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

async function compare(name: string, flop: number, repeats: number, ours: () => Tensor, stock: () => Tensor): Promise<OperatorTiming> {
  const [a, b] = [tidy(ours), tidy(stock)];
  const [left, right] = [await a.data<'float32'>(), await b.data<'float32'>()];
  a.dispose();
  b.dispose();
  const difference = left.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (right[i] ?? NaN))), 0);
  return {
    name, flop, difference,
    ours: await timed(repeats, () => finish([tidy(ours)])),
    stock: await timed(STOCK_REPEATS, () => finish([tidy(stock)])),
  };
}

/** Conv3D and DeConv3D of this project against `tf.conv3d` and `tf.conv3dTranspose`, same numbers in and out. */
export async function timeOperators(backend: BackendName, repeats: number): Promise<OperatorTiming[]> {
  await registerStockKernels(backend);
  await startBackend(backend);
  const timings: OperatorTiming[] = [];
  for (const [shape, output] of CONVOLUTIONS) {
    const input = shape[3];
    const x = tensor4d(noise(product(shape), 1), [...shape]);
    const values = noise(27 * input * output, 2);
    const shapeOfKernel = [3, 3, 3, input, output] as const;
    const kernel = packConv3dKernel(values, shapeOfKernel);
    // As the nets: what comes in two frames is convolved as a pair.
    const pair = shape[0] === 2 ? { kernel: packConv3dPairKernel(values, shapeOfKernel), bias: tensor1d(new Float32Array(2 * output)) } : null;
    const stock = stockConvolution(x, values, [3, 3], output);
    timings.push(await compare(`Conv3D 3×3×3 ${shape.join('×')} → ${output}`, 2 * 27 * product(shape) * output, repeats, () => conv3d(x, kernel, undefined, 1, pair), stock.run));
    for (const made of [x, kernel, stock, pair?.kernel, pair?.bias]) made?.dispose();
  }
  for (const [net, shape, output] of TRANSPOSED) {
    const input = shape[3];
    const x = tensor4d(noise(product(shape), 1), [...shape]);
    const values = noise(48 * input * output, 2);
    const kernel = packConv3dTransposeKernel(values, [3, 4, 4, output, input]);
    const pair = packConv3dTransposePairKernel(values, [3, 4, 4, output, input]);
    const stock = stockTransposed(x, values, output);
    timings.push(await compare(`DeConv3D 3×4×4 ${net} ${shape.join('×')} → ${output}`, 2 * 12 * product(shape) * 4 * output, repeats, () => conv3dTranspose(x, kernel, 1, null, 'linear', pair), stock.run));
    for (const made of [x, kernel, pair, stock]) made.dispose();
  }
  return timings;
}
