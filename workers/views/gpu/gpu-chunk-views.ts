import { GLOBAL_FRAMES } from '../../../models/architecture.ts';
import type { GpuViews } from '../../../models/webgpu/gpu-views.ts';
import { MediaError, type ChunkTimes, type ChunkViews, type FrameSource } from '../../media.ts';
import { HeldFrame } from '../../media/open-frames.ts';
import { ChunkMemoryPool, type ChunkMemory } from './chunk-memory.ts';
import { FrameViews } from '../frame-views.ts';
import { VIEW_BYTES } from '../view-size.ts';
import { GpuFrameViews } from './gpu-frame-views.ts';
import type { Places } from './view-dispatches.ts';

/** One chunk whose views lie in GPU memory. */
export interface GpuChunkViews extends ChunkTimes {
  readonly gpu: GpuViews;
  /** As in {@link ChunkViews}. */
  readonly picture?: Uint8Array;
  /** Gives the memory back, once what reads it has been submitted. */
  readonly release: () => void;
}

/** Chunks that the nets take at once: all as bytes, or all on the GPU. */
export type ChunkBatch = readonly ChunkViews[] | readonly GpuChunkViews[];

/** Whether the views of a batch lie on a GPU. */
export function madeOnGpu(batch: ChunkBatch): batch is readonly GpuChunkViews[] {
  return batch.every((chunk) => 'gpu' in chunk);
}

/** The views alone, as the nets take them. */
export function viewsOf(batch: ChunkBatch): readonly ChunkViews[] | readonly GpuViews[] {
  return madeOnGpu(batch) ? batch.map(({ gpu }) => gpu) : batch;
}

/** Views that were made on a GPU are gone with it, or could not be made there: they have to be made from bytes. */
export class ViewsLost extends Error {
  override readonly name = 'ViewsLost';
}

/**
 * The chunks of a video with their views made on the GPU. Every frame is closed as soon as its work is submitted.
 * @param device that of the nets' backend.
 * @param most how many chunks may be out at a time: the next one waits until one is released.
 * @param from how many chunks to leave out at the start.
 * @throws MediaError of the source, the signal's reason, or {@link ViewsLost} where the views cannot be made.
 */
export async function* gpuChunkViews(source: FrameSource, device: GPUDevice, most: number, signal: AbortSignal, from: number): AsyncGenerator<GpuChunkViews, void, undefined> {
  const pool = new ChunkMemoryPool(device, most);
  const close = (): void => pool.close();
  signal.addEventListener('abort', close);
  let views: GpuFrameViews | null = null;
  let memory: ChunkMemory | null = null;
  // CLIP takes bytes, in a worker of its own: its view is made on the processor.
  const forClip = source.picture ? new FrameViews(source.orientation, source.declared, source.aspect) : null;
  let picture: Uint8Array | null = null;
  try {
    views = await GpuFrameViews.start(device, source.orientation, source.declared);
    for await (const { chunk, frame, firstSlot, slots, endsChunk } of source.read(signal, from)) {
      const held = new HeldFrame(frame);
      try {
        memory ??= await pool.take();
        const global = globalPlaces(firstSlot, slots);
        await views.ofFrame(frame, chunk.index, { memory, global, fragments: { first: firstSlot, count: slots } });
        if (forClip !== null && global?.first === 0) {
          picture = new Uint8Array(VIEW_BYTES);
          await forClip.ofFrame(frame, chunk.index, { global: null, fragments: null, picture });
        }
      } finally {
        held.close();
      }
      if (!endsChunk) continue;
      views.finish(memory, chunk.still);
      const full: ChunkMemory = memory;
      memory = null;
      yield { ...chunk, gpu: { ...full, still: chunk.still }, release: () => pool.give(full), ...(picture === null ? {} : { picture }) };
      picture = null;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof MediaError) throw error;
    throw new ViewsLost('The views could not be made on the GPU.', { cause: error });
  } finally {
    signal.removeEventListener('abort', close);
    if (memory !== null) pool.give(memory);
    pool.close();
    views?.dispose();
  }
}

/** Which global views show a frame of the chunk. */
function globalPlaces(firstSlot: number, slots: number): Places | null {
  const places = GLOBAL_FRAMES.flatMap((slot, place) => (slot >= firstSlot && slot < firstSlot + slots ? [place] : []));
  const [first] = places;
  return first === undefined ? null : { first, count: places.length };
}
