import { conv2d, fused, reshape, tensor, tidy, transpose, type Tensor1D, type Tensor4D } from '../tensors.ts';
import { ownConvolution } from './own-convolutions.ts';
import { shiftConcat } from './time-shift.ts';

/**
 * Conv3D on rank-4 `[T,H,W,C]`, exact, through one conv2d over the temporally shifted copies: `tf.conv3d` is a naive kernel on wasm
 * and webgpu (40 to 100 times slower), and rank-5 tensors go silently wrong on webgpu.
 */

/** Kernel `[3,kh,kw,Cin,Cout]` (TensorFlow's order) → `[kh,kw,3·Cin,Cout]` for {@link conv3d}. The caller disposes it. */
export function packConv3dKernel(values: Float32Array, shape: readonly [3, number, number, number, number]): Tensor4D {
  const [taps, kh, kw, input, output] = shape;
  return tidy(() => {
    const byTap = transpose(tensor(values, [taps, kh * kw, input, output]), [1, 0, 2, 3]);
    return reshape(byTap, [kh, kw, taps * input, output]);
  });
}

/** Conv3D with stride 1, 'same' in space, edge frames repeated in time. @param kernel from {@link packConv3dKernel}. */
export function conv3d(x: Tensor4D, kernel: Tensor4D, bias?: Tensor1D, chunks = 1): Tensor4D {
  const own = ownConvolution({ operator: 'conv3d', x, filter: kernel, bias: bias ?? null, addend: null, activation: 'linear', chunks });
  if (own !== null) return own;
  return tidy(() => {
    const shifted = shiftConcat(x, chunks);
    if (bias === undefined) return conv2d(shifted, kernel, 1, 'same');
    return fused.conv2d({ x: shifted, filter: kernel, strides: 1, pad: 'same', bias });
  });
}
