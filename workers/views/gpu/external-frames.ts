import externalPixels from './external-pixels.wgsl?raw';
import { GrowingBuffer, pixelPicture, type GpuPicture } from './gpu-picture.ts';
import { computePipeline } from '../../../models/webgpu/compute-pipeline.ts';
import { DispatchQueue } from './view-kernels.ts';

/** Mean absolute difference to the views made from planes, in steps of 8-bit values, up to which an external texture is as good. */
const TOLERANCE = 1;

/** A picture tells something of matrix, range and transfer if it has light and dark (deviation of green) and colour (mean of |R − G| + |B − G|). Steps of 8-bit values. */
const TELLING_DEVIATION = 20;
const TELLING_COLOUR = 8;

/** Pipelines by device; a promise, as compiling takes a while. */
const compiled = new WeakMap<GPUDevice, Promise<GPUComputePipeline>>();

/** The shader that reads external textures. @throws Error where the device refuses it. */
export function externalKernel(device: GPUDevice): Promise<GPUComputePipeline> {
  let kernel = compiled.get(device);
  if (kernel === undefined) {
    kernel = computePipeline(device, externalPixels);
    compiled.set(device, kernel);
  }
  return kernel;
}

/** What views from an external texture are worth beside those from planes, of the same frame. */
export type ExternalVerdict = 'same' | 'other' | 'no-telling';

/** Compares views, both as bytes of RGB. */
export function compareViews(external: Uint8Array, planes: Uint8Array): ExternalVerdict {
  let difference = 0;
  let colour = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < planes.length; i += 3) {
    const [red = 0, green = 0, blue = 0] = [planes[i], planes[i + 1], planes[i + 2]];
    difference += Math.abs((external[i] ?? 0) - red) + Math.abs((external[i + 1] ?? 0) - green) + Math.abs((external[i + 2] ?? 0) - blue);
    colour += Math.abs(red - green) + Math.abs(blue - green);
    sum += green;
    squares += green * green;
  }
  const pixels = planes.length / 3;
  if (difference / planes.length > TOLERANCE) return 'other';
  const deviation = Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
  return deviation >= TELLING_DEVIATION && colour / pixels >= TELLING_COLOUR ? 'same' : 'no-telling';
}

/**
 * Frames as the browser shows them, without a way through the processor: `importExternalTexture`, written out as RGBA bytes on the GPU. Software adapters
 * refuse it, and what browsers make of matrix, range and transfer is theirs, so it is used only after {@link compareViews} found no difference.
 */
export class ExternalFrames {
  readonly #queue: DispatchQueue;
  readonly #pixels: GrowingBuffer;

  constructor(device: GPUDevice, private readonly kernel: GPUComputePipeline) {
    this.#queue = new DispatchQueue(device);
    this.#pixels = new GrowingBuffer(device, GPUBufferUsage.STORAGE);
  }

  /** Null where this frame cannot be had as an external texture. Good until the next call. */
  picture(frame: VideoFrame): GpuPicture | null {
    const rect = frame.visibleRect;
    if (rect === null) return null;
    const { width, height } = rect;
    let texture: GPUExternalTexture;
    try {
      texture = this.#queue.device.importExternalTexture({ source: frame, colorSpace: 'srgb' });
    } catch {
      return null;
    }
    const pixels = this.#pixels.take(4 * width * height);
    this.#queue.submit([{ kernel: this.kernel, uniforms: Uint32Array.of(width, height), bindings: { 1: texture, 2: pixels }, groups: [Math.ceil(width / 16), Math.ceil(height / 16)] }]);
    return pixelPicture(pixels, width, height);
  }

  dispose(): void {
    this.#queue.destroy();
    this.#pixels.destroy();
  }
}

/** Whether a frame can be had as an external texture at all; cheap. */
export function importsExternally(device: GPUDevice, frame: VideoFrame): boolean {
  try {
    device.importExternalTexture({ source: frame, colorSpace: 'srgb' });
    return true;
  } catch {
    return false;
  }
}
