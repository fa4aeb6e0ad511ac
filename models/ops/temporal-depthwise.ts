import { depthwiseConv2d, reshape, tidy, type Tensor4D } from '../tensors.ts';
import { repeatEdges } from './time-shift.ts';

/**
 * Depthwise 3×1×1 Conv3D in time on `[T,H,W,C]`, edge frames repeated. A stride of 2 keeps the positions 0, 2, 4 …, each seen with its two
 * neighbours. Time is laid on the height of one picture of H·W columns, so that a single depthwiseConv2d does it.
 * @param kernel `[3,1,C,1]`.
 */
export function temporalDepthwise(x: Tensor4D, kernel: Tensor4D, stride: 1 | 2): Tensor4D {
  return tidy(() => {
    const [frames, height, width, channels] = x.shape;
    const columns = reshape(repeatEdges(x), [1, frames + 2, height * width, channels]);
    const kept = Math.ceil(frames / stride);
    const y = depthwiseConv2d<Tensor4D>(columns as Tensor4D, kernel, [stride, 1], 'valid');
    return reshape(y, [kept, height, width, channels]);
  });
}
