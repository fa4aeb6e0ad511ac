/** The one door to TensorFlow.js: pinned, frozen upstream, and wrong in places (docs/design.md). Only core is imported; backends are started in `backend.ts`. */
export {
  add, avgPool, concat, conv2d, depthwiseConv2d, dispose, engine, env, fused, matMul, memory, mul, ready, relu, removeBackend,
  reshape, setBackend, getBackend, sigmoid, slice, softmax, softplus, sqrt, squaredDifference, abs, sub, sum, tensor, tensor1d, tensor2d, tensor3d, tensor4d, tidy, transpose,
  mean, keep, ones, square, div, clipByValue, tile, backend, log, exp, minimum, neg, sign, scalar, variableGrads, variable,
  customGrad, pad,
  registerKernel, slice_util, findBackendFactory, registerBackend,
} from '@tensorflow/tfjs-core';
export type { GradSaveFunc, KernelConfig, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Variable, Rank, Scalar, SliceAttrs, TensorInfo } from '@tensorflow/tfjs-core';
