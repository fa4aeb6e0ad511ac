import type { ColourConversion } from '../colour-conversion.ts';
import type { Picture, Plane } from '../picture.ts';

/** A plane in GPU memory; the figures are those of {@link Plane}. */
export type GpuPlane = Omit<Plane, 'data'>;

/** A {@link Picture} whose samples lie in GPU memory. */
export interface GpuPicture extends Omit<Picture, 'planes'> {
  readonly buffer: GPUBuffer;
  readonly sampleBytes: 1 | 2 | 4;
  readonly planes: readonly [GpuPlane, GpuPlane, GpuPlane];
}

/** GPU memory of one kind that grows as needed and is kept. */
export class GrowingBuffer {
  #buffer: GPUBuffer | null = null;

  constructor(readonly device: GPUDevice, readonly usage: GPUBufferUsageFlags) {}

  /** At least so many bytes; what was there before may be gone. */
  take(bytes: number): GPUBuffer {
    if (this.#buffer !== null && this.#buffer.size >= bytes) return this.#buffer;
    this.#buffer?.destroy();
    this.#buffer = this.device.createBuffer({ size: Math.ceil(bytes / 4) * 4, usage: this.usage });
    return this.#buffer;
  }

  destroy(): void {
    this.#buffer?.destroy();
    this.#buffer = null;
  }
}

/** Bytes of a picture's memory from its start to its last sample, in whole words. */
function usedBytes({ planes }: Picture, sampleBytes: number): number {
  const ends = planes.map(({ offset, stride, step, width, height }) => offset + stride * (height - 1) + step * (width - 1) + 1);
  return Math.ceil((Math.max(...ends) * sampleBytes) / 4) * 4;
}

/**
 * Copies the samples of pictures that share one memory to the GPU.
 * @param pictures a whole picture, or blocks of one.
 */
export function uploadPictures(memory: GrowingBuffer, pictures: readonly [Picture, ...Picture[]]): GpuPicture[] {
  const { data } = pictures[0].planes[0];
  const sampleBytes = data.BYTES_PER_ELEMENT === 2 ? 2 : 1;
  const bytes = Math.max(...pictures.map((picture) => usedBytes(picture, sampleBytes)));
  const buffer = memory.take(bytes);
  memory.device.queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, bytes);
  return pictures.map((picture) => ({ ...picture, buffer, sampleBytes }));
}

/** A picture of three planes of 32-bit samples, one after the other. */
export function planarPicture(buffer: GPUBuffer, width: number, height: number, like: Pick<Picture, 'bits' | 'conversion'>): GpuPicture {
  const plane = (index: number): GpuPlane => ({ offset: index * width * height, stride: width, step: 1, width, height });
  return { ...like, buffer, sampleBytes: 4, width, height, planes: [plane(0), plane(1), plane(2)], shiftX: 0, shiftY: 0 };
}

/** A picture of RGBA bytes. */
export function pixelPicture(buffer: GPUBuffer, width: number, height: number): GpuPicture {
  const plane = (offset: number): GpuPlane => ({ offset, stride: 4 * width, step: 4, width, height });
  return { buffer, sampleBytes: 1, width, height, planes: [plane(0), plane(1), plane(2)], shiftX: 0, shiftY: 0, bits: 8, conversion: null };
}

/** The tables of a conversion as the shaders read them; one entry where there is none, as a binding must not be empty. */
export function packTables(conversion: ColourConversion | null): Int32Array<ArrayBuffer> {
  if (conversion === null) return new Int32Array(1);
  const { y, redV, greenU, greenV, blueU } = conversion;
  const packed = new Int32Array(5 * y.length);
  [y, redV, greenU, greenV, blueU].forEach((table, i) => packed.set(table, i * y.length));
  return packed;
}
