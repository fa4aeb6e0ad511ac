import type { ColourConversion } from '../colour-conversion.ts';
import type { Taps } from '../triangle-filter.ts';
import { packTables } from './gpu-picture.ts';

/** A stream that changes its size at every key frame must not fill the memory. */
const MOST = 64;

/** What stays the same from frame to frame, in GPU memory: filters and tables of colours, uploaded once. */
export class KeptConstants {
  readonly #buffers = new Map<object, GPUBuffer>();
  readonly #noConversion = {};

  constructor(private readonly device: GPUDevice) {}

  taps(taps: Taps): GPUBuffer {
    return this.#buffer(taps, () => packTaps(taps));
  }

  tables(conversion: ColourConversion | null): GPUBuffer {
    return this.#buffer(conversion ?? this.#noConversion, () => packTables(conversion));
  }

  /** Forgets all where there are too many; nothing that uses them may be waiting for its submission. */
  limit(): void {
    if (this.#buffers.size > MOST) this.dispose();
  }

  dispose(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy();
    this.#buffers.clear();
  }

  #buffer(key: object, values: () => Int32Array<ArrayBuffer>): GPUBuffer {
    let buffer = this.#buffers.get(key);
    if (buffer === undefined) {
      const packed = values();
      buffer = this.device.createBuffer({ size: packed.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
      this.device.queue.writeBuffer(buffer, 0, packed);
      this.#buffers.set(key, buffer);
    }
    return buffer;
  }
}

/** One record for each output sample: where it begins, how many samples it takes, their weights. */
function packTaps({ starts, counts, weights, width }: Taps): Int32Array<ArrayBuffer> {
  const record = width + 2;
  const packed = new Int32Array(starts.length * record);
  starts.forEach((start, i) => {
    packed[i * record] = start;
    packed[i * record + 1] = counts[i] ?? 0;
    packed.set(weights.subarray(i * width, (i + 1) * width), i * record + 2);
  });
  return packed;
}
