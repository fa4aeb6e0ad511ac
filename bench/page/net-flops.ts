import { FRAGMENT_BLOCKS, FRAGMENT_STEM_CHANNELS, GLOBAL_BLOCKS, GLOBAL_STEM_CHANNELS } from '../../models/architecture.ts';

/** Floating-point operations of the convolutions, 2 per multiply-add, from the architecture's own tables. */

/** Global encoder over two frames. */
export function globalEncoderFlop(side: number): number {
  let size = side / 2;
  let macs = size * size * 27 * GLOBAL_STEM_CHANNELS;
  for (const block of GLOBAL_BLOCKS) {
    const wide = block.input * block.expansion;
    if (block.expansion > 1) macs += size * size * block.input * wide;
    size /= block.stride;
    macs += size * size * wide * (9 + (block.temporal ? 3 : 0) + block.channels);
  }
  return 2 * 2 * macs;
}

/** Fragment encoder over eight frames. */
export function fragmentEncoderFlop(side: number): number {
  let size = side / 2;
  let frames = 8;
  let macs = frames * size * size * 27 * FRAGMENT_STEM_CHANNELS;
  for (const block of FRAGMENT_BLOCKS) {
    size /= block.stride;
    macs += frames * size * size * block.input * 9;
    if (block.temporalStride === 2) frames /= 2;
    macs += frames * size * size * block.input * ((block.temporalStride > 0 ? 3 : 0) + block.channels);
  }
  return 2 * macs;
}

/** Saliency decoder over two frames: lateral 1×1, three DeConv3D (each output sees 3×2×2 of the 3×4×4 taps), Conv3D to the logits. */
export function saliencyDecoderFlop(side: number): number {
  const at = (stride: number): number => (side / stride) ** 2;
  const lateral = at(32) * 320 * 64 + at(16) * 96 * 48 + at(8) * 32 * 32 + at(4) * 24 * 16;
  const up = 12 * (at(16) * 64 * 48 + at(8) * 48 * 32 + at(4) * 32 * 16);
  return 2 * 2 * (lateral + up + at(4) * 27 * 16);
}
