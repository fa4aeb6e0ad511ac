import { FRAGMENT_BLOCKS, GLOBAL_BLOCKS, GLOBAL_LEVELS, GLOBAL_SIZE, MOTION_BLOCK, PRIOR_GAUSSIANS } from '../../models/architecture.ts';
import type { ModelFile } from '../../models/model-file.ts';
import { centrePrior } from '../../models/nets/centre-prior.ts';
import { OnnxLayers } from './layers.ts';
import { OnnxGraph } from './onnx-file.ts';

/** The three nets of a model file as ONNX graphs with the shapes of one chunk. Statistics and heads are left out: they take a tenth of a chunk. */

const GLOBAL_FRAMES = 2;
const CHUNK_FRAMES = 8;

/** `view [2,3,224,224]` → `g1` … `g4`. */
export function globalEncoderOnnx(file: ModelFile): Uint8Array {
  const graph = new OnnxGraph('global encoder');
  const layers = new OnnxLayers(graph, file);
  let x = layers.convolution(graph.input('view', [GLOBAL_FRAMES, 3, GLOBAL_SIZE, GLOBAL_SIZE]), 'global/stem', 2, true);
  let side = GLOBAL_SIZE / 2;
  const levels = Object.entries(GLOBAL_LEVELS);
  for (const block of GLOBAL_BLOCKS) {
    const name = `global/${block.name}`;
    const before = x;
    if (block.expansion > 1) x = layers.convolution(x, `${name}/expand`, 1, true);
    x = layers.depthwise(x, `${name}/depthwise`, block.stride);
    if (block.temporal) x = layers.temporal(x, `${name}/temporal`, GLOBAL_FRAMES, 1);
    x = layers.convolution(x, `${name}/project`, 1, false);
    if (block.stride === 1 && block.input === block.channels) x = layers.add(before, x);
    side /= block.stride;
    const level = levels.findIndex(([levelName]) => levelName === block.name);
    if (level >= 0) graph.output(x, `g${level + 1}`, [GLOBAL_FRAMES, block.channels, side, side]);
  }
  return graph.encode();
}

/** `g1` … `g4` → `map [2,3136]`. */
export function saliencyDecoderOnnx(file: ModelFile): Uint8Array {
  const graph = new OnnxGraph('saliency decoder');
  const layers = new OnnxLayers(graph, file);
  const side = GLOBAL_SIZE / 4;
  const level = (index: number, channels: number): string => graph.input(`g${index + 1}`, [GLOBAL_FRAMES, channels, side >> index, side >> index]);
  const { block03, block06, block13, block17 } = GLOBAL_LEVELS;
  const [g1, g2, g3, g4] = [level(0, block03), level(1, block06), level(2, block13), level(3, block17)];
  const step = (x: string, up: string, skip: string, lateral: string): string =>
    layers.relu6(layers.add(layers.conv3dTranspose(x, `saliency/${up}`, GLOBAL_FRAMES), layers.convolution(skip, `saliency/${lateral}`, 1, false)));
  const d3 = step(layers.convolution(g4, 'saliency/lateral4', 1, true), 'up3', g3, 'lateral3');
  const d1 = step(step(d3, 'up2', g2, 'lateral2'), 'up1', g1, 'lateral1');
  const logits = graph.node('Reshape', [layers.conv3d(d1, 'saliency/logits', GLOBAL_FRAMES), graph.integers([GLOBAL_FRAMES, side * side])]);
  const parameters = file.tensors.get('saliency/prior')?.values ?? new Float32Array(PRIOR_GAUSSIANS * 5);
  const prior = graph.constant(centrePrior(parameters, side, side), [1, side * side]);
  graph.output(graph.node('Softmax', [layers.add(logits, prior)], { axis: 1 }), 'map', [GLOBAL_FRAMES, side * side]);
  return graph.encode();
}

/** `view [8,3,224,224]` → `f5 [2,512,7,7]` and `motion [8,32,56,56]`. */
export function fragmentEncoderOnnx(file: ModelFile): Uint8Array {
  const graph = new OnnxGraph('fragment encoder');
  const layers = new OnnxLayers(graph, file);
  let x = layers.convolution(graph.input('view', [CHUNK_FRAMES, 3, GLOBAL_SIZE, GLOBAL_SIZE]), 'fragments/stem', 2, true);
  let side = GLOBAL_SIZE / 2;
  let frames = CHUNK_FRAMES;
  for (const block of FRAGMENT_BLOCKS) {
    const name = `fragments/${block.name}`;
    x = layers.depthwise(x, `${name}/depthwise`, block.stride);
    side /= block.stride;
    if (block.name === MOTION_BLOCK) graph.output(x, 'motion', [frames, block.input, side, side]);
    if (block.temporalStride > 0) {
      x = layers.temporal(x, `${name}/temporal`, frames, block.temporalStride === 2 ? 2 : 1);
      frames = Math.ceil(frames / block.temporalStride);
    }
    x = layers.convolution(x, `${name}/pointwise`, 1, true);
  }
  graph.output(x, 'f5', [frames, FRAGMENT_BLOCKS.at(-1)?.channels ?? 0, side, side]);
  return graph.encode();
}
