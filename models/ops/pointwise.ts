import { add, clipByValue, fused, relu, tidy, type Tensor1D, type Tensor4D } from '../tensors.ts';
import { ownConvolution, type Activation } from './own-convolutions.ts';

/** 1×1 convolution of `[T,H,W,Cin]`: activation(x·filter + bias + addend). @param filter `[1,1,Cin,Cout]`. @param addend of the result's shape. */
export function pointwise(x: Tensor4D, filter: Tensor4D, bias: Tensor1D, activation: Activation, addend: Tensor4D | null = null): Tensor4D {
  const own = ownConvolution({ operator: 'pointwise', x, filter, bias, addend, activation, chunks: 1 });
  if (own !== null) return own;
  if (addend === null) return fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation });
  return tidy(() => activated(add(fused.conv2d({ x, filter, strides: 1, pad: 'same', bias }), addend), activation));
}

/** What a kernel that is fused with its activation does last. */
export function activated(x: Tensor4D, activation: Activation): Tensor4D {
  switch (activation) {
    case 'relu6': return clipByValue(x, 0, 6);
    case 'relu': return relu(x);
    case 'linear': return x;
  }
}
