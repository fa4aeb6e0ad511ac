import { depthwiseConv2d, reshape, tidy, type Tensor4D } from '../tensors.ts';
import { byChunk, repeatEdges } from './time-shift.ts';

/**
 * Depthwise 3×1×1 Conv3D in time on `[T,H,W,C]`, or on several chunks, edge frames repeated. A stride of 2 keeps the positions 0, 2, 4 …, each seen with its two
 * neighbours. Time is laid on the height of one picture of H·W columns, so that a single depthwiseConv2d does it.
 * @param kernel `[3,1,C,1]`.
 */
export function temporalDepthwise(x: Tensor4D, kernel: Tensor4D, stride: 1 | 2, chunks = 1): Tensor4D {
  return tidy(() => {
    const [frames, height, width, channels] = x.shape;
    const kept = Math.ceil(frames / chunks / stride);
    const y = depthwiseConv2d<Tensor4D>(byChunk(repeatEdges(x, chunks), chunks), kernel, [stride, 1], 'valid');
    return reshape(y, [chunks * kept, height, width, channels]);
  });
}
