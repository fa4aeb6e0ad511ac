import { fused, type Tensor1D, type Tensor4D } from '../tensors.ts';
import type { Weights } from '../weights.ts';
import { preparedFilter, type Activation } from '../ops/own-convolutions.ts';
import { pointwise as pointwiseOperator } from '../ops/pointwise.ts';
import { temporalDepthwise } from '../ops/temporal-depthwise.ts';

/** The layers that the encoders are stacked from: each reads its weights by name and returns its forward function. */

/** @param chunks how many chunks lie one after the other on the first axis. */
export type Layer = (x: Tensor4D, chunks: number) => Tensor4D;

/** A layer to whose result, before the activation, something of its shape may be added. */
export type AddingLayer = (x: Tensor4D, chunks: number, addend?: Tensor4D | null) => Tensor4D;

/** conv2d with bias, 'same'. Weights `<name>/kernel [k,k,in,out]`, `<name>/bias [out]`. */
export function convolution(weights: Weights, name: string, k: number, input: number, output: number, stride: 1 | 2, activation: Activation): Layer {
  const filter = weights.tensor<Tensor4D>(`${name}/kernel`, [k, k, input, output]);
  const bias = weights.tensor<Tensor1D>(`${name}/bias`, [output]);
  return (x) => fused.conv2d({ x, filter, strides: stride, pad: 'same', bias, activation });
}

/** 1×1 convolution with bias. Weights `<name>/kernel [1,1,in,out]`, `<name>/bias [out]`. */
export function pointwise(weights: Weights, name: string, input: number, output: number, activation: Activation): AddingLayer {
  const filter = withPrepared(weights, weights.tensor<Tensor4D>(`${name}/kernel`, [1, 1, input, output]));
  const bias = weights.tensor<Tensor1D>(`${name}/bias`, [output]);
  return (x, _chunks, addend = null) => pointwiseOperator(x, filter, bias, activation, addend);
}

/** Owns what kernels of this project read in a filter's stead, where they want it. */
export function withPrepared(weights: Weights, filter: Tensor4D): Tensor4D {
  const prepared = preparedFilter(filter);
  if (prepared !== null) weights.own(prepared);
  return filter;
}

/** Depthwise 3×3 with bias and ReLU6. Weights `<name>/kernel [3,3,C,1]`, `<name>/bias [C]`. */
export function depthwise(weights: Weights, name: string, channels: number, stride: 1 | 2): Layer {
  const filter = weights.tensor<Tensor4D>(`${name}/kernel`, [3, 3, channels, 1]);
  const bias = weights.tensor<Tensor1D>(`${name}/bias`, [channels]);
  return (x) => fused.depthwiseConv2d({ x, filter, strides: stride, pad: 'same', bias, activation: 'relu6' });
}

/** Depthwise 3×1×1 in time. Weights `<name>/kernel [3,C]`. */
export function temporal(weights: Weights, name: string, channels: number, stride: 1 | 2): Layer {
  const kernel = weights.tensor<Tensor4D>(`${name}/kernel`, [3, channels], [3, 1, channels, 1]);
  return (x, chunks) => temporalDepthwise(x, kernel, stride, chunks);
}
