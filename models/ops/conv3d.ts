import { conv2d, fused, tensor4d, tidy, type Tensor1D, type Tensor4D } from '../tensors.ts';
import { convolvePair, packPairKernel } from './frame-pair.ts';
import { ownConvolution } from './own-convolutions.ts';
import { shiftConcat } from './time-shift.ts';

/**
 * Conv3D on rank-4 `[T,H,W,C]`, exact, through one conv2d over the temporally shifted copies: `tf.conv3d` is a naive kernel on wasm
 * and webgpu (40 to 100 times slower), and rank-5 tensors go silently wrong on webgpu.
 */

/** Values of a kernel `[3,kh,kw,Cin,Cout]` (TensorFlow's order) in the order of `[kh,kw,3·Cin,Cout]`. */
function tapsOnChannels(values: Float32Array, [taps, kh, kw, input, output]: readonly [3, number, number, number, number]): Float32Array {
  const row = input * output;
  const packed = new Float32Array(values.length);
  for (let tap = 0; tap < taps; tap += 1) {
    for (let place = 0; place < kh * kw; place += 1) packed.set(values.subarray((tap * kh * kw + place) * row, (tap * kh * kw + place + 1) * row), (place * taps + tap) * row);
  }
  return packed;
}

/** Kernel `[3,kh,kw,Cin,Cout]` (TensorFlow's order) → `[kh,kw,3·Cin,Cout]` for {@link conv3d}. The caller disposes it. */
export function packConv3dKernel(values: Float32Array, shape: readonly [3, number, number, number, number]): Tensor4D {
  const [taps, kh, kw, input, output] = shape;
  return tensor4d(tapsOnChannels(values, shape), [kh, kw, taps * input, output]);
}

/** The same kernel for chunks of two frames. The caller disposes it. */
export function packConv3dPairKernel(values: Float32Array, shape: readonly [3, number, number, number, number]): Tensor4D {
  const [taps, kh, kw, input, output] = shape;
  return packPairKernel(tapsOnChannels(values, shape), [kh, kw, taps * input, output]);
}

/** What two frames side by side are convolved with. */
export interface PairKernel {
  /** From {@link packConv3dPairKernel}. */
  readonly kernel: Tensor4D;
  /** Once for each frame. */
  readonly bias: Tensor1D;
}

/**
 * Conv3D with stride 1, 'same' in space, edge frames repeated in time.
 * @param kernel from {@link packConv3dKernel}. @param pair the same for chunks of two frames, of a kernel with odd equal sides.
 */
export function conv3d(x: Tensor4D, kernel: Tensor4D, bias?: Tensor1D, chunks = 1, pair: PairKernel | null = null): Tensor4D {
  const own = ownConvolution({ operator: 'conv3d', x, filter: kernel, bias: bias ?? null, addend: null, activation: 'linear', chunks });
  if (own !== null) return own;
  if (pair !== null && x.shape[0] === 2 * chunks) return tidy(() => convolvePair(x, pair.kernel, chunks, (kernel.shape[0] - 1) / 2, pair.bias));
  return tidy(() => {
    const shifted = shiftConcat(x, chunks);
    if (bias === undefined) return conv2d(shifted, kernel, 1, 'same');
    return fused.conv2d({ x: shifted, filter: kernel, strides: 1, pad: 'same', bias });
  });
}
