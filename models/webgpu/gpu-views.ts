import { CHUNK_FRAMES, GLOBAL_FRAMES } from '../architecture.ts';
import { concat, tensor, tensor2d, type Tensor, type Tensor2D, type Tensor4D } from '../tensors.ts';

/** Views of one chunk that a GPU made, in buffers of the device that the nets run on, as the nets see them: x / 127.5 − 1. */
export interface GpuViews {
  /** `[2,S,S,3]` */
  readonly global: GPUBuffer;
  /** `[8,S,S,3]` */
  readonly fragments: GPUBuffer;
  /** The four features of `ops/standstill.ts`. */
  readonly standing: GPUBuffer;
  /** Whether the chunk is a photograph. */
  readonly still: boolean;
}

/** What the nets take of N chunks. */
export interface ViewTensors {
  readonly global: Tensor4D;
  readonly fragments: Tensor4D;
  /** `[N,4]` */
  readonly standing: Tensor2D;
  /** `[N,1]`: 0 of a photograph, 1 of video. */
  readonly moving: Tensor2D;
}

/** See {@link ViewTensors}. */
export function movingOf(chunks: readonly { readonly still?: boolean }[]): Tensor2D {
  return tensor2d(chunks.map(({ still = false }) => [still ? 0 : 1]));
}

/** Whether the views of chunks lie on a GPU; others are bytes. */
export function areOnGpu(chunks: readonly object[]): chunks is readonly GpuViews[] {
  return chunks.every((views) => 'standing' in views);
}

/** Views as tensors, those of a single chunk without a copy: the buffers stay their owner's, and must not change before the nets' work is submitted. */
export function wrapViews(chunks: readonly GpuViews[], side: number): ViewTensors {
  const wrap = <T extends Tensor>(buffers: readonly GPUBuffer[], shape: number[]): T => {
    const parts = buffers.map((buffer) => tensor({ buffer, zeroCopy: true }, shape));
    return (parts.length === 1 ? parts[0] : concat(parts, 0)) as T;
  };
  return {
    global: wrap<Tensor4D>(chunks.map(({ global }) => global), [GLOBAL_FRAMES.length, side, side, 3]),
    fragments: wrap<Tensor4D>(chunks.map(({ fragments }) => fragments), [CHUNK_FRAMES, side, side, 3]),
    standing: wrap<Tensor2D>(chunks.map(({ standing }) => standing), [1, 4]),
    moving: movingOf(chunks),
  };
}
