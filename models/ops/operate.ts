import type { Tensor4D } from '../tensors.ts';
import { conv3d } from './conv3d.ts';
import { conv3dTranspose } from './conv3d-transpose.ts';
import type { ConvolutionCall } from './own-convolutions.ts';
import { pointwise } from './pointwise.ts';

/** The operator of a call, by name. @throws TypeError for what its operator does not do. */
export function operate({ operator, x, filter, bias, addend, activation, chunks, pair = null }: ConvolutionCall): Tensor4D {
  switch (operator) {
    case 'pointwise':
      if (bias === null) throw new TypeError('A pointwise convolution has a bias.');
      return pointwise(x, filter, bias, activation, addend);
    case 'conv3d':
      if (addend !== null || activation !== 'linear') throw new TypeError('Conv3D adds nothing and has no activation.');
      return conv3d(x, filter, bias ?? undefined, chunks);
    case 'conv3dTranspose':
      if (bias !== null) throw new TypeError('DeConv3D has no bias.');
      return conv3dTranspose(x, filter, chunks, addend, activation, pair);
  }
}
