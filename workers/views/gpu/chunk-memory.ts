import { CHUNK_FRAMES, GLOBAL_FRAMES } from '../../../models/architecture.ts';
import type { GpuViews } from '../../../models/webgpu/gpu-views.ts';
import { VIEW_BYTES } from '../view-size.ts';

/** Numbers of one view: as many as it has bytes on the processor. */
export const VIEW_VALUES = VIEW_BYTES;

const VALUE_BYTES = Float32Array.BYTES_PER_ELEMENT;
const STANDING_VALUES = 4;

/** GPU memory for the views of one chunk, as the nets take it; 6 MB. */
export interface ChunkMemory extends Omit<GpuViews, 'still'> {
  /** Changes between neighbouring frames, seven sums. */
  readonly changes: GPUBuffer;
}

let allocated = 0;

/** How many chunks have GPU memory right now, for leak tests. */
export function chunkMemoryCount(): number {
  return allocated;
}

/** GPU memory for the views of one chunk. */
export function allocateChunk(device: GPUDevice): ChunkMemory {
  allocated += 1;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const make = (values: number): GPUBuffer => device.createBuffer({ size: values * VALUE_BYTES, usage });
  return {
    global: make(GLOBAL_FRAMES.length * VIEW_VALUES), fragments: make(CHUNK_FRAMES * VIEW_VALUES), standing: make(STANDING_VALUES), changes: make(CHUNK_FRAMES - 1),
  };
}

/** What is submitted before this still finds the memory. */
export function freeChunk({ global, fragments, standing, changes }: ChunkMemory): void {
  allocated -= 1;
  for (const buffer of [global, fragments, standing, changes]) buffer.destroy();
}

/** Lends the memory of a few chunks again and again, and makes whoever wants more of it wait: that is what holds the decoder back. */
export class ChunkMemoryPool {
  readonly #free: ChunkMemory[] = [];
  readonly #waiting = new Set<{ readonly resolve: (memory: ChunkMemory) => void; readonly reject: (reason: Error) => void }>();
  readonly #device: GPUDevice;
  #left: number;
  #closed = false;

  /** @param most how many chunks may be out at a time. */
  constructor(device: GPUDevice, most: number) {
    this.#device = device;
    this.#left = most;
  }

  /** @throws DOMException `AbortError` once the pool is closed. */
  async take(): Promise<ChunkMemory> {
    if (this.#closed) throw closed();
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#left > 0) {
      this.#left -= 1;
      return allocateChunk(this.#device);
    }
    return new Promise((resolve, reject) => this.#waiting.add({ resolve, reject }));
  }

  /** Takes memory back. Whatever reads it must have been submitted. */
  give(memory: ChunkMemory): void {
    const [next] = this.#waiting;
    if (this.#closed) freeChunk(memory);
    else if (next === undefined) this.#free.push(memory);
    else {
      this.#waiting.delete(next);
      next.resolve(memory);
    }
  }

  /** Frees the memory; what is still out goes when it is given back. */
  close(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting) reject(closed());
    this.#waiting.clear();
    for (const memory of this.#free.splice(0)) freeChunk(memory);
  }
}

function closed(): DOMException {
  return new DOMException('Nobody wants the views any more.', 'AbortError');
}
