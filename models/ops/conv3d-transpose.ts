import { add, conv2d, reshape, slice, tensor4d, tidy, transpose, type Tensor4D } from '../tensors.ts';
import { convolvePair, packPairKernel } from './frame-pair.ts';
import { ownConvolution, type Activation } from './own-convolutions.ts';
import { activated } from './pointwise.ts';
import { shiftConcat } from './time-shift.ts';

/**
 * DeConv3D (transposed Conv3D) with a 3×4×4 kernel and stride (1,2,2) on rank-4 `[T,H,W,C]`, exact. Each of the four output phases of a
 * 4×4 kernel with stride 2 sees a 2×2 window of the input, so one 2×2 conv2d with four times the channels computes all of them without a
 * wasted multiplication; tfjs's own conv2dTranspose is a naive kernel on wasm, and its conv3dTranspose gives wrong numbers there.
 */

/**
 * Kernel rows that meet the two input rows of a phase's window: output 2j takes rows 3 and 1 of window j, output 2j+1 rows 2 and 0 of window j+1.
 * The odd one goes first: window j then holds the rows 2j−1 and 2j of the output side by side, and all windows together are the output with a
 * border of one pixel.
 */
const PHASE_TAPS = [[2, 0], [3, 1]] as const;

/** Values of a kernel `[3,4,4,Cout,Cin]` (per temporal tap TensorFlow's conv2d_transpose order) in the order of `[2,2,3·Cin,4·Cout]`. */
function phasesOnChannels(values: Float32Array, [taps, , , output, input]: readonly [3, 4, 4, number, number]): Float32Array {
  const packed = new Float32Array(2 * 2 * taps * input * 4 * output);
  const columns = 4 * output;
  for (let row = 0; row < 2; row += 1) {
    for (let column = 0; column < 2; column += 1) {
      for (let tap = 0; tap < taps; tap += 1) {
        for (let i = 0; i < input; i += 1) {
          const at = (((row * 2 + column) * taps + tap) * input + i) * columns;
          for (let phase = 0; phase < 4; phase += 1) {
            const ky = PHASE_TAPS[phase >> 1]?.[row] ?? 0;
            const kx = PHASE_TAPS[phase & 1]?.[column] ?? 0;
            for (let o = 0; o < output; o += 1) {
              packed[at + phase * output + o] = values[(((tap * 4 + ky) * 4 + kx) * output + o) * input + i] ?? 0;
            }
          }
        }
      }
    }
  }
  return packed;
}

/** Kernel `[3,4,4,Cout,Cin]` → `[2,2,3·Cin,4·Cout]` for {@link conv3dTranspose}. The caller disposes it. */
export function packConv3dTransposeKernel(values: Float32Array, shape: readonly [3, 4, 4, number, number]): Tensor4D {
  const [taps, , , output, input] = shape;
  return tensor4d(phasesOnChannels(values, shape), [2, 2, taps * input, 4 * output]);
}

/** The same kernel for chunks of two frames. The caller disposes it. */
export function packConv3dTransposePairKernel(values: Float32Array, shape: readonly [3, 4, 4, number, number]): Tensor4D {
  const [taps, , , output, input] = shape;
  return packPairKernel(phasesOnChannels(values, shape), [2, 2, taps * input, 4 * output]);
}

/**
 * `[T,H,W,Cin]` → `[T,2H,2W,Cout]`, 'same', edge frames repeated in time: activation(DeConv3D(x) + addend).
 * @param kernel from {@link packConv3dTransposeKernel}. @param addend of the result's shape. @param pair from {@link packConv3dTransposePairKernel}, for chunks of two frames.
 */
export function conv3dTranspose(
  x: Tensor4D, kernel: Tensor4D, chunks = 1, addend: Tensor4D | null = null, activation: Activation = 'linear', pair: Tensor4D | null = null,
): Tensor4D {
  const own = ownConvolution({ operator: 'conv3dTranspose', x, filter: kernel, bias: null, addend, activation, chunks, pair });
  if (own !== null) return own;
  return tidy(() => {
    const [frames, height, width] = x.shape;
    const output = kernel.shape[3] / 4;
    const phases = pair !== null && frames === 2 * chunks ? convolvePair(x, pair, chunks, 1) : conv2d(shiftConcat(x, chunks), kernel, 1, [[0, 0], [1, 1], [1, 1], [0, 0]]);
    const windows = reshape(phases, [frames * (height + 1), width + 1, 2, 2 * output]);
    const rows: Tensor4D = reshape(transpose(windows, [0, 2, 1, 3]), [frames, 2 * (height + 1), 2 * (width + 1), output]);
    const y = slice(rows, [0, 1, 1, 0], [frames, 2 * height, 2 * width, output]);
    return activated(addend === null ? y : add(y, addend), activation);
  });
}
