import { conv2d, fused, reshape, tensor4d, transpose, type Tensor1D, type Tensor4D } from '../tensors.ts';
import { byChunk } from './time-shift.ts';

/**
 * Conv3D over exactly two frames, with repeated edges and three taps in time: the first frame is K₀x₀ + K₁x₀ + K₂x₁ and the second K₀x₀ + K₁x₁ + K₂x₁. With both
 * frames side by side on the channels, in and out, that is one 2-D convolution of half the pixels by (K₀ + K₁, K₂; K₀, K₁ + K₂): two thirds of the
 * multiplications of three shifted copies, and no copies.
 */

/** Values of a kernel `[kh,kw,3·Cin,O]`, the taps side by side, → `[kh,kw,2·Cin,2·O]` for {@link convolvePair}. The caller disposes it. */
export function packPairKernel(values: Float32Array, [kh, kw, taken, output]: readonly [number, number, number, number]): Tensor4D {
  const input = taken / 3;
  const pair = new Float32Array(kh * kw * 2 * input * 2 * output);
  for (let place = 0; place < kh * kw; place += 1) {
    for (let i = 0; i < input; i += 1) {
      for (let o = 0; o < output; o += 1) {
        const [k0 = 0, k1 = 0, k2 = 0] = [0, 1, 2].map((tap) => values[(place * taken + tap * input + i) * output + o]);
        const first = (place * 2 * input + i) * 2 * output + o;
        const second = first + input * 2 * output;
        pair[first] = k0 + k1;
        pair[first + output] = k0;
        pair[second] = k2;
        pair[second + output] = k1 + k2;
      }
    }
  }
  return tensor4d(pair, [kh, kw, 2 * input, 2 * output]);
}

/** `[N·2,H,W,C]` → convolution → `[N·2,H',W',O]`, N chunks of two frames. @param pad rows and columns of zeros around. */
export function convolvePair(x: Tensor4D, kernel: Tensor4D, chunks: number, pad: number, bias?: Tensor1D): Tensor4D {
  const [, height, width, channels] = x.shape;
  const side: Tensor4D = reshape(transpose(byChunk(x, chunks), [0, 2, 1, 3]), [chunks, height, width, 2 * channels]);
  const border: [[number, number], [number, number], [number, number], [number, number]] = [[0, 0], [pad, pad], [pad, pad], [0, 0]];
  const y = bias === undefined ? conv2d(side, kernel, 1, border) : fused.conv2d({ x: side, filter: kernel, strides: 1, pad: border, bias });
  const [, rows, columns, both] = y.shape;
  const frames = transpose(reshape(y, [chunks, rows * columns, 2, both / 2]), [0, 2, 1, 3]);
  return reshape(frames, [2 * chunks, rows, columns, both / 2]);
}
