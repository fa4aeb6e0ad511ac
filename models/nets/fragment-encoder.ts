import { FRAGMENT_BLOCKS, FRAGMENT_STEM_CHANNELS, MOTION_BLOCK } from '../architecture.ts';
import { tidy, type Tensor4D } from '../tensors.ts';
import type { Weights } from '../weights.ts';
import { convolution, depthwise, pointwise, temporal } from './convolutions.ts';

/** The blocks whose outputs are features. */
const LEVELS = ['block03', 'block05', 'block11', 'block13'];

/** Features of the fragments, and what the motion statistics read. */
export interface FragmentLevels {
  readonly f2: Tensor4D;
  readonly f3: Tensor4D;
  readonly f4: Tensor4D;
  readonly f5: Tensor4D;
  /** `[8,S/4,S/4,32]`, before any temporal kernel. */
  readonly motion: Tensor4D;
}

/**
 * MobileNet V1 0.5 (Howard et al., 2017) with separable Conv3D blocks over fragments (FAST-VQA, Wu et al., ECCV 2022): two temporal strides take
 * the eight frames to two.
 */
export function fragmentEncoder(weights: Weights): (view: Tensor4D, chunks?: number) => FragmentLevels {
  const stem = convolution(weights, 'fragments/stem', 3, 3, FRAGMENT_STEM_CHANNELS, 2, 'relu6');
  const blocks = FRAGMENT_BLOCKS.map((block) => {
    const name = `fragments/${block.name}`;
    return {
      name: block.name,
      depthwise: depthwise(weights, `${name}/depthwise`, block.input, block.stride),
      temporal: block.temporalStride === 0 ? null : temporal(weights, `${name}/temporal`, block.input, block.temporalStride),
      pointwise: pointwise(weights, `${name}/pointwise`, block.input, block.channels, 'relu6'),
    };
  });
  return (view, chunks = 1) => {
    const levels = new Map<string, Tensor4D>();
    let motion: Tensor4D | null = null;
    let x = stem(view, chunks);
    for (const block of blocks) {
      const input = x;
      // What lies between the levels is freed early: all layers of a chunk together take some 100 MB more.
      const inSpace = tidy(() => block.depthwise(input, chunks));
      if (![...levels.values()].includes(input)) input.dispose();
      if (block.name === MOTION_BLOCK) motion = inSpace;
      x = tidy(() => block.pointwise(block.temporal === null ? inSpace : block.temporal(inSpace, chunks), chunks));
      if (block.name !== MOTION_BLOCK) inSpace.dispose();
      if (LEVELS.includes(block.name)) levels.set(block.name, x);
    }
    const [f2, f3, f4, f5] = LEVELS.map((name) => levels.get(name));
    if (f2 === undefined || f3 === undefined || f4 === undefined || f5 === undefined || motion === null) throw new Error('the fragment encoder has 13 blocks');
    return { f2, f3, f4, f5, motion };
  };
}
