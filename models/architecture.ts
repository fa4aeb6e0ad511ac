/** Sizes of the architectures; docs/design.md describes them in words. */

/** `fovea-3` reads its quality dimensions off pixel statistics as well; `fovea-2`, whose tuned models people keep, is otherwise the same. */
export const ARCHITECTURES = ['fovea-2', 'fovea-3'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];
/** Of a file with a fusion of CLIP behind it. A page that does not know it refuses such a file by this name. */
export const FUSED_SUFFIX = '+clip';

/** Frames of a chunk that the fragment encoder sees. */
export const CHUNK_FRAMES = 8;
/** Which of them the global encoder sees. */
export const GLOBAL_FRAMES: readonly number[] = [2, 6];
/** Side of the global view in pixels. */
export const GLOBAL_SIZE = 224;
/** The fragment grid: 7×7 patches of 32×32 px. */
export const FRAGMENT_GRID = 7;
export const FRAGMENT_SIZE = 32;
/** Side of the saliency map for a global view of 224 px. */
export const SALIENCY_SIZE = GLOBAL_SIZE / 4;

/** One inverted residual block of MobileNet V2 (Sandler et al., CVPR 2018). */
export interface InvertedResidual {
  readonly name: string;
  readonly input: number;
  readonly expansion: number;
  readonly channels: number;
  readonly stride: 1 | 2;
  /** Whether a temporal kernel sits between the depthwise and the projecting convolution. */
  readonly temporal: boolean;
}

const V2_GROUPS = [
  [1, 16, 1, 1], [6, 24, 2, 2], [6, 32, 3, 2], [6, 64, 4, 2], [6, 96, 3, 1], [6, 160, 3, 2], [6, 320, 1, 1],
] as const;
const V2_TEMPORAL = new Set([2, 4, 7, 14]);

function blockName(index: number): string {
  return `block${String(index).padStart(2, '0')}`;
}

export const GLOBAL_STEM_CHANNELS = 32;

/** The 17 blocks of the global encoder. */
export const GLOBAL_BLOCKS: readonly InvertedResidual[] = (() => {
  const blocks: InvertedResidual[] = [];
  let input = GLOBAL_STEM_CHANNELS;
  for (const [expansion, channels, repeats, stride] of V2_GROUPS) {
    for (let i = 0; i < repeats; i += 1) {
      const index = blocks.length + 1;
      blocks.push({ name: blockName(index), input, expansion, channels, stride: i === 0 ? stride : 1, temporal: V2_TEMPORAL.has(index) });
      input = channels;
    }
  }
  return blocks;
})();

/** Blocks whose outputs are the levels g1–g4, with their channels. */
export const GLOBAL_LEVELS = { block03: 24, block06: 32, block13: 96, block17: 320 } as const;

/** One depthwise-separable block of MobileNet V1 (Howard et al., 2017), made a separable Conv3D by an optional temporal kernel. */
export interface SeparableBlock {
  readonly name: string;
  readonly input: number;
  readonly channels: number;
  readonly stride: 1 | 2;
  /** Stride of the temporal kernel, 0 where there is none. */
  readonly temporalStride: 0 | 1 | 2;
}

export const FRAGMENT_STEM_CHANNELS = 16;

const V1_BLOCKS = [
  [32, 1], [64, 2], [64, 1], [128, 2], [128, 1], [256, 2], [256, 1], [256, 1], [256, 1], [256, 1], [256, 1], [512, 2], [512, 1],
] as const;
const V1_TEMPORAL: Readonly<Record<number, 1 | 2>> = { 2: 2, 4: 2, 6: 1, 12: 1 };

/** The 13 blocks of the fragment encoder. */
export const FRAGMENT_BLOCKS: readonly SeparableBlock[] = V1_BLOCKS.map(([channels, stride], i) => ({
  name: blockName(i + 1),
  input: i === 0 ? FRAGMENT_STEM_CHANNELS : (V1_BLOCKS[i - 1]?.[0] ?? 0),
  channels,
  stride,
  temporalStride: V1_TEMPORAL[i + 1] ?? 0,
}));

/** Blocks whose outputs are the levels f2–f5, with their channels. */
export const FRAGMENT_LEVELS = { block03: 64, block05: 128, block11: 256, block13: 512 } as const;
/** Blocks of the fragment encoder's last stage, which ends on a grid of one value per patch: f4 goes in, f5 comes out. */
export const LAST_STAGE = ['block12', 'block13'] as const;
/** The block whose depthwise output feeds the motion features. */
export const MOTION_BLOCK = 'block02';
const MOTION_CHANNELS = 32;
const MOTION_STATISTICS = 5;
/** Features that say what stands still, the last of the vector. */
const STANDSTILL = 4;
const POOLINGS = 3;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Where the features of f5 begin in the vector of a chunk; mean, salient mean and deviation of each channel follow. */
export const F5_FEATURES_AT = POOLINGS * (sum(Object.values(GLOBAL_LEVELS)) + FRAGMENT_LEVELS.block03 + FRAGMENT_LEVELS.block05 + FRAGMENT_LEVELS.block11);
export const F5_FEATURES = POOLINGS * FRAGMENT_LEVELS.block13;

/** Length of what the encoders say of a chunk: 4460. */
export const ENCODER_FEATURES =
  POOLINGS * (sum(Object.values(GLOBAL_LEVELS)) + sum(Object.values(FRAGMENT_LEVELS))) + MOTION_STATISTICS * MOTION_CHANNELS + STANDSTILL;

/** Fixed filters of the pixel statistics, and the statistics: five of each in space, nine over time. */
export const PIXEL_FILTERS = 9;
export const PIXEL_STATISTICS = 14 * PIXEL_FILTERS;

/** Length of the feature vector of a chunk: 4586. */
export const FEATURE_LENGTH = ENCODER_FEATURES + PIXEL_STATISTICS;

export const EMBEDDING_LENGTH = 128;
/** The unit embedding is scaled by this before the heads that read it. */
export const EMBEDDING_SCALE = 8;
export const DIMENSION_COUNT = 8;
export const LOCAL_CHANNELS = FRAGMENT_LEVELS.block13 + GLOBAL_LEVELS.block17;
/** Centre prior: this many Gaussians of (μx, μy, log σx, log σy, a). */
export const PRIOR_GAUSSIANS = 4;
