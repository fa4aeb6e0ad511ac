import { GLOBAL_BLOCKS, GLOBAL_STEM_CHANNELS, type InvertedResidual } from '../architecture.ts';
import { tidy, type Tensor4D } from '../tensors.ts';
import type { Weights } from '../weights.ts';
import { convolution, depthwise, pointwise, temporal, type Layer } from './convolutions.ts';

/** Features of the whole picture: `[2,S/8,S/8,32]` and so on, S the side of the view. */
export interface GlobalLevels {
  readonly g1: Tensor4D;
  readonly g2: Tensor4D;
  readonly g3: Tensor4D;
  readonly g4: Tensor4D;
}

function invertedResidual(weights: Weights, block: InvertedResidual): Layer {
  const name = `global/${block.name}`;
  const wide = block.input * block.expansion;
  const layers: Layer[] = [];
  if (block.expansion > 1) layers.push(pointwise(weights, `${name}/expand`, block.input, wide, 'relu6'));
  layers.push(depthwise(weights, `${name}/depthwise`, wide, block.stride));
  if (block.temporal) layers.push(temporal(weights, `${name}/temporal`, wide, 1));
  const project = pointwise(weights, `${name}/project`, wide, block.channels, 'linear');
  const residual = block.stride === 1 && block.input === block.channels;
  // What widens inside a block goes as soon as it was read: all blocks together would hold some 100 MB until the nets are done, one block 25 MB.
  const widened: Layer = (x, chunks) =>
    layers.reduce((value, layer) => {
      const next = tidy(() => layer(value, chunks));
      if (value !== x) value.dispose();
      return next;
    }, x);
  return (x, chunks) => tidy(() => project(widened(x, chunks), chunks, residual ? x : null));
}

/** MobileNet V2 1.0 (Sandler et al., CVPR 2018) inflated in time (I3D, Carreira & Zisserman, CVPR 2017), without its last pointwise layer. */
export function globalEncoder(weights: Weights): (view: Tensor4D, chunks?: number) => GlobalLevels {
  const stem = convolution(weights, 'global/stem', 3, 3, GLOBAL_STEM_CHANNELS, 2, 'relu6');
  const blocks = GLOBAL_BLOCKS.map((block) => invertedResidual(weights, block));
  return (view, chunks = 1) => {
    const outputs: Tensor4D[] = [];
    let x = stem(view, chunks);
    for (const block of blocks) {
      x = block(x, chunks);
      outputs.push(x);
    }
    const [g1, g2, g3, g4] = [outputs[2], outputs[5], outputs[12], outputs[16]];
    if (g1 === undefined || g2 === undefined || g3 === undefined || g4 === undefined) throw new Error('the global encoder has 17 blocks');
    return { g1, g2, g3, g4 };
  };
}
