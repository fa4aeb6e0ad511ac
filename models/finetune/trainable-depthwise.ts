import { concat, customGrad, depthwiseConv2d, mul, pad, reshape, slice, sum, tidy, type GradSaveFunc, type Tensor, type Tensor4D } from '../tensors.ts';

/**
 * Depthwise 3×3, 'same', whose kernel trains. tfjs has no kernel for its gradient on wasm, so it is written with what every backend has:
 * by the kernel, one product of the shifted input with the gradient for each of the nine taps; by the input, a depthwise convolution with the kernel turned round.
 * @param kernel `[3,3,C,1]`.
 */
export function trainableDepthwise(x: Tensor4D, kernel: Tensor4D): Tensor4D {
  const op = customGrad((...inputs: readonly (Tensor | GradSaveFunc)[]) => {
    const [input, filter, save] = inputs as readonly [Tensor4D, Tensor4D, GradSaveFunc];
    save([input, filter]);
    return {
      value: depthwiseConv2d<Tensor4D>(input, filter, 1, 'same'),
      gradFunc: (dy: Tensor4D, saved: Tensor[]) => {
        const [before, taps] = saved as [Tensor4D, Tensor4D];
        return [depthwiseConv2d<Tensor4D>(dy, turned(taps), 1, 'same'), kernelGradient(before, dy, 1)];
      },
    };
  });
  return op(x, kernel) as Tensor4D;
}

/** The same with stride 2 on an even side, over an input that does not train: it gets no gradient. */
export function trainableDownsampling(frozen: Tensor4D, kernel: Tensor4D): Tensor4D {
  const op = customGrad((...inputs: readonly (Tensor | GradSaveFunc)[]) => ({
    value: depthwiseConv2d<Tensor4D>(frozen, inputs[0] as Tensor4D, 2, 'same'),
    gradFunc: (dy: Tensor4D) => kernelGradient(frozen, dy, 2),
  }));
  return op(kernel) as Tensor4D;
}

const TAPS = Array.from({ length: 9 }, (_, tap) => tap);

/** The kernel turned round in both directions. */
function turned(kernel: Tensor4D): Tensor4D {
  const channels = kernel.shape[2];
  const rows = reshape(kernel, [9, channels]);
  return reshape(concat(TAPS.map((tap) => slice(rows, [8 - tap, 0], [1, channels])), 0), [3, 3, channels, 1]);
}

function kernelGradient(x: Tensor4D, dy: Tensor4D, stride: 1 | 2): Tensor4D {
  return tidy(() => {
    const channels = dy.shape[3];
    // 'same' puts the odd row and column behind; with stride 2 one more of each makes the sides even.
    const around: [number, number] = stride === 1 ? [1, 1] : [0, 2];
    const padded = pad(x, [[0, 0], around, around, [0, 0]]);
    const taps = TAPS.map((tap) => tidy(() => reshape(sum(mul(seenBy(padded, Math.floor(tap / 3), tap % 3, dy, stride), dy), [0, 1, 2]), [1, channels])));
    return reshape(concat(taps, 0), [3, 3, channels, 1]);
  });
}

/** What one tap of the kernel sees: `x[stride·i + row, stride·j + column]` at every place of the output. */
function seenBy(x: Tensor4D, row: number, column: number, { shape }: Tensor4D, stride: 1 | 2): Tensor4D {
  if (stride === 1) return slice(x, [0, row, column, 0], shape);
  const [count, height, width, channels] = x.shape;
  // Even and odd rows and columns, without a strided slice.
  const parted = reshape(x, [(count * height) / 2, 2, width / 2, 2 * channels]);
  const phase = slice(parted, [0, row % 2, 0, (column % 2) * channels], [(count * height) / 2, 1, width / 2, channels]);
  return slice(reshape(phase, [count, height / 2, width / 2, channels]) as Tensor4D, [0, row >> 1, column >> 1, 0], shape);
}
