import { GLOBAL_LEVELS, PRIOR_GAUSSIANS } from '../architecture.ts';
import { conv3d, packConv3dKernel, packConv3dPairKernel } from '../ops/conv3d.ts';
import { conv3dTranspose, packConv3dTransposeKernel, packConv3dTransposePairKernel } from '../ops/conv3d-transpose.ts';
import { add, keep, reshape, softmax, tensor, tidy, type Tensor1D, type Tensor2D, type Tensor4D } from '../tensors.ts';
import type { Weights } from '../weights.ts';
import { centrePrior } from './centre-prior.ts';
import { pointwise, withPrepared, type AddingLayer } from './convolutions.ts';
import type { GlobalLevels } from './global-encoder.ts';

/** Saliency as a distribution per time step. */
export interface Saliency {
  /** `[T, H·W]`, every row sums to 1. */
  readonly map: Tensor2D;
  readonly height: number;
  readonly width: number;
}

/** DeConv3D decoder over the global encoder's levels, with skips and a learned centre prior. */
export function saliencyDecoder(weights: Weights): (levels: GlobalLevels, chunks?: number) => Saliency {
  const up = (name: string, input: number, output: number): AddingLayer => {
    const shape = [3, 4, 4, output, input] as const;
    const values = weights.values(`saliency/${name}/kernel`, shape);
    const kernel = withPrepared(weights, weights.own<Tensor4D>(packConv3dTransposeKernel(values, shape)));
    const pair = weights.own<Tensor4D>(packConv3dTransposePairKernel(values, shape));
    return (x, chunks, addend) => conv3dTranspose(x, kernel, chunks, addend, 'relu6', pair);
  };
  const lateral4 = pointwise(weights, 'saliency/lateral4', GLOBAL_LEVELS.block17, 64, 'relu6');
  const lateral3 = pointwise(weights, 'saliency/lateral3', GLOBAL_LEVELS.block13, 48, 'linear');
  const lateral2 = pointwise(weights, 'saliency/lateral2', GLOBAL_LEVELS.block06, 32, 'linear');
  const lateral1 = pointwise(weights, 'saliency/lateral1', GLOBAL_LEVELS.block03, 16, 'linear');
  const up3 = up('up3', 64, 48);
  const up2 = up('up2', 48, 32);
  const up1 = up('up1', 32, 16);
  const logitsShape = [3, 3, 3, 16, 1] as const;
  const logitsValues = weights.values('saliency/logits/kernel', logitsShape);
  const logitsKernel = withPrepared(weights, weights.own<Tensor4D>(packConv3dKernel(logitsValues, logitsShape)));
  const logitsBias = weights.tensor<Tensor1D>('saliency/logits/bias', [1]);
  const bias = weights.values('saliency/logits/bias', [1]);
  const logitsPair = { kernel: weights.own<Tensor4D>(packConv3dPairKernel(logitsValues, logitsShape)), bias: weights.own<Tensor1D>(tensor([...bias, ...bias], [2])) };
  const priorParameters = weights.values('saliency/prior', [PRIOR_GAUSSIANS, 5]);
  const priors = new Map<string, Tensor2D>();

  return ({ g1, g2, g3, g4 }, chunks = 1) => {
    const [frames, height, width] = g1.shape;
    const size = `${height}×${width}`;
    let prior = priors.get(size);
    if (prior === undefined) {
      prior = weights.own<Tensor2D>(tensor(centrePrior(priorParameters, height, width), [1, height * width]));
      // Made inside the caller's tidy, it must outlive it.
      priors.set(size, prior);
    }
    const known = keep(prior);
    const map = tidy(() => {
      const d3 = up3(lateral4(g4, chunks), chunks, lateral3(g3, chunks));
      const d2 = up2(d3, chunks, lateral2(g2, chunks));
      const d1 = up1(d2, chunks, lateral1(g1, chunks));
      const logits = reshape(conv3d(d1, logitsKernel, logitsBias, chunks, logitsPair), [frames, height * width]);
      return softmax(add(logits, known)) as Tensor2D;
    });
    return { map, height, width };
  };
}
