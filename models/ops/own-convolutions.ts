import { backend, type Tensor1D, type Tensor4D } from '../tensors.ts';

/** Convolutions that a backend computes with kernels of this project, where it has any that are worth it: the operators ask here first. */

export type ConvolutionOperator = 'pointwise' | 'conv3d' | 'conv3dTranspose';

export type Activation = 'relu6' | 'relu' | 'linear';

/** One call of an operator: activation(operator(x) + bias + addend). */
export interface ConvolutionCall {
  readonly operator: ConvolutionOperator;
  /** `[N·T,H,W,Cin]` */
  readonly x: Tensor4D;
  /** As the operator packs it: `[1,1,Cin,Cout]`, `[kh,kw,3·Cin,Cout]` or `[2,2,3·Cin,4·Cout]`. */
  readonly filter: Tensor4D;
  readonly bias: Tensor1D | null;
  /** Of the result's shape. */
  readonly addend: Tensor4D | null;
  readonly activation: Activation;
  /** Chunks that lie one after the other on the first axis. */
  readonly chunks: number;
  /** What the stock way of a DeConv3D over chunks of two frames reads in the filter's stead. */
  readonly pair?: Tensor4D | null;
}

export interface OwnConvolutions {
  /** The result, or null where the stock way is to be taken. */
  run(call: ConvolutionCall): Tensor4D | null;
  /** What some kernels read in a filter's stead; the caller disposes it with the filter. Null where nothing is wanted. */
  prepare(filter: Tensor4D): Tensor4D | null;
}

let offered: { readonly of: object; readonly convolutions: OwnConvolutions } | null = null;

/** Makes the operators ask these kernels while this backend is the current one. */
export function offerConvolutions(of: object, convolutions: OwnConvolutions): void {
  offered = { of, convolutions };
}

function current(): OwnConvolutions | null {
  return offered !== null && offered.of === backend() ? offered.convolutions : null;
}

/** The result of own kernels, or null where the stock way is to be taken. */
export function ownConvolution(call: ConvolutionCall): Tensor4D | null {
  return current()?.run(call) ?? null;
}

/** {@link OwnConvolutions.prepare} of the current backend's kernels. */
export function preparedFilter(filter: Tensor4D): Tensor4D | null {
  return current()?.prepare(filter) ?? null;
}
