import { conv3d as stockConv3d, conv3dTranspose as stockTranspose } from '@tensorflow/tfjs-core';
import { repeatEdges } from '../../models/ops/time-shift.ts';
import { concat, reshape, slice, tensor, tensor4d, tidy, type Tensor, type Tensor4D } from '../../models/tensors.ts';

/** TensorFlow.js's own operator on the numbers that one of ours gets. Rank 5 is made beforehand, with the edge frames repeated as ours does within: it is not charged for that. */
export interface StockOperator {
  /** What ours gives, in the same shape. */
  readonly run: () => Tensor4D;
  dispose(): void;
}

/** `tf.conv3d` with stride 1. @param values of a kernel `[3,kh,kw,Cin,Cout]`. */
export function stockConvolution(x: Tensor4D, values: Float32Array, [kh, kw]: readonly [number, number], output: number): StockOperator {
  const [frames, height, width, input] = x.shape;
  const padded = withEdges(x);
  const kernel = tensor(values, [3, kh, kw, input, output]);
  return {
    run: () => tidy(() => {
      const all = stockConv3d(padded as Parameters<typeof stockConv3d>[0], kernel as Parameters<typeof stockConv3d>[1], 1, 'same');
      return slice(reshape(all, [frames + 2, height, width, output]) as Tensor4D, [1, 0, 0, 0], [frames, height, width, output]);
    }),
    dispose: () => [padded, kernel].forEach((made) => made.dispose()),
  };
}

/** `tf.conv3dTranspose` with stride (1,2,2). @param values of a kernel `[3,4,4,Cout,Cin]`. */
export function stockTransposed(x: Tensor4D, values: Float32Array, output: number): StockOperator {
  const [frames, height, width, input] = x.shape;
  const padded = withEdges(x);
  const kernel = tidy(() => {
    // Ours is a convolution over time, theirs a transposed one: its taps lie the other way round.
    const taps = tensor4d(values, [3, 16, output, input]);
    const turned = concat([2, 1, 0].map((tap) => slice(taps, [tap, 0, 0, 0], [1, 16, output, input])), 0);
    return reshape(turned, [3, 4, 4, output, input]);
  });
  const outShape: [number, number, number, number, number] = [1, frames + 2, 2 * height, 2 * width, output];
  return {
    run: () => tidy(() => {
      const all = stockTranspose(padded as Parameters<typeof stockTranspose>[0], kernel as Parameters<typeof stockTranspose>[1], outShape, [1, 2, 2], 'same');
      return slice(reshape(all, outShape.slice(1) as [number, number, number, number]) as Tensor4D, [1, 0, 0, 0], [frames, 2 * height, 2 * width, output]);
    }),
    dispose: () => [padded, kernel].forEach((made) => made.dispose()),
  };
}

function withEdges(x: Tensor4D): Tensor {
  const [frames, height, width, channels] = x.shape;
  return tidy(() => reshape(repeatEdges(x), [1, frames + 2, height, width, channels]));
}
