import { turnedWalk, type Orientation } from '../orientation.ts';
import { patchCorners } from '../patch-positions.ts';
import { tapsFor } from '../triangle-filter.ts';
import { GRID, PATCH_SIZE, VIEW_SIZE } from '../view-size.ts';
import { VIEW_VALUES, type ChunkMemory } from './chunk-memory.ts';
import { GrowingBuffer, planarPicture, type GpuPicture } from './gpu-picture.ts';
import { KeptConstants } from './kept-constants.ts';
import type { Dispatch, ViewKernels } from './view-kernels.ts';

const ROW = VIEW_SIZE * 3;
const PATCHES = GRID * GRID;

/** Neighbouring places of a view in its buffer that show the same frame. */
export interface Places {
  readonly first: number;
  readonly count: number;
}

/** Where the views of a frame go. */
export interface GpuTarget {
  readonly memory: Pick<ChunkMemory, 'global' | 'fragments'>;
  readonly global: Places | null;
  readonly fragments: Places | null;
}

const groups = (pixels: number, size: number): number => Math.ceil(pixels / size);

/** Says what a GPU has to do to turn pictures into views, with the memory for what lies between. */
export class ViewDispatches {
  readonly #device: GPUDevice;
  readonly #kernels: ViewKernels;
  readonly #orientation: Orientation;
  readonly #constants: KeptConstants;
  readonly #corners = new Int32Array(2 * PATCHES);
  readonly #between: GrowingBuffer;
  readonly #betweenLarger: GrowingBuffer;
  readonly #rgb: GrowingBuffer;
  readonly #larger: GrowingBuffer;
  readonly #starts: GPUBuffer;

  /** @param orientation how players turn the video. */
  constructor(device: GPUDevice, kernels: ViewKernels, orientation: Orientation) {
    this.#device = device;
    this.#kernels = kernels;
    this.#orientation = orientation;
    this.#constants = new KeptConstants(device);
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#between = new GrowingBuffer(device, storage);
    // Of its own: growing memory that a dispatch is waiting to use would take it away.
    this.#betweenLarger = new GrowingBuffer(device, storage);
    this.#rgb = new GrowingBuffer(device, storage);
    this.#larger = new GrowingBuffer(device, storage);
    this.#starts = device.createBuffer({ size: 3 * PATCHES * 4, usage: storage });
  }

  /**
   * What fills the wanted views, in order; to be submitted before the next call.
   * @param pictures a whole picture, or its 49 patches. @param chunkIndex decides where the patches lie.
   */
  of(pictures: readonly GpuPicture[], chunkIndex: number, { memory, global, fragments }: GpuTarget): Dispatch[] {
    const [first] = pictures;
    if (first === undefined) return [];
    this.#constants.limit();
    const dispatches: Dispatch[] = [];
    let picture = first;
    const blocks = pictures.length > 1;
    const small = !blocks && Math.min(picture.width, picture.height) < VIEW_SIZE;
    // As on the processor: scaled up, chroma planes would turn smoother than the repeated chroma that players and training show.
    if (small && picture.conversion !== null) picture = this.#inRgb(picture, dispatches);
    if (global !== null) {
      const between = this.#shrinkRows(picture, VIEW_SIZE, this.#between, dispatches);
      const { origin, stepX, stepY } = turnedWalk(this.#orientation, VIEW_SIZE, 3, ROW);
      dispatches.push({
        kernel: this.#kernels.shrinkToView,
        uniforms: Int32Array.of(
          global.first, global.count, VIEW_VALUES, 0, VIEW_SIZE, VIEW_SIZE, 30 - picture.bits, between.spacing, tableSize(picture), origin, stepX, stepY,
        ),
        bindings: { 2: this.#constants.tables(picture.conversion), 3: memory.global, 4: between.buffer, ...this.#columnTaps(picture, VIEW_SIZE) },
        groups: [groups(VIEW_SIZE, 16), groups(VIEW_SIZE, 16)],
      });
    }
    if (fragments !== null) {
      const large = small ? this.#scaledUp(picture, dispatches) : picture;
      if (!blocks) patchCorners(chunkIndex, this.#orientation, large.width, large.height, this.#corners);
      this.#device.queue.writeBuffer(this.#starts, 0, blocks ? startsOfBlocks(pictures) : startsOfCorners(large, this.#corners));
      dispatches.push(this.#cutPatches(large, memory.fragments, fragments));
    }
    return dispatches;
  }

  #cutPatches(picture: GpuPicture, view: GPUBuffer, { first, count }: Places): Dispatch {
    const { origin, stepX, stepY } = turnedWalk(this.#orientation, PATCH_SIZE, 3, ROW);
    return {
      kernel: this.#kernels.cutPatches,
      uniforms: Int32Array.of(
        first, count, VIEW_VALUES, 0, ...planesOf(picture), origin, stepX, stepY,
      ),
      bindings: { 1: picture.buffer, 2: this.#constants.tables(picture.conversion), 3: view, 4: this.#starts },
      groups: [groups(VIEW_SIZE, 32), groups(VIEW_SIZE, 8)],
    };
  }

  #inRgb(picture: GpuPicture, dispatches: Dispatch[]): GpuPicture {
    const { width, height } = picture;
    const buffer = this.#rgb.take(3 * width * height * 4);
    const [a, b, c] = picture.planes;
    dispatches.push({
      kernel: this.#kernels.rgbPlanes,
      uniforms: Uint32Array.of(
        a.offset, b.offset, c.offset, 0, ...planesOf(picture), width, height,
      ),
      bindings: { 1: picture.buffer, 2: this.#constants.tables(picture.conversion), 3: buffer },
      groups: [groups(width, 16), groups(height, 16)],
    });
    return planarPicture(buffer, width, height, { bits: 8, conversion: null });
  }

  /** A side too short for seven patches is scaled up until it holds them, by itself, as in training. */
  #scaledUp(picture: GpuPicture, dispatches: Dispatch[]): GpuPicture {
    const width = Math.max(picture.width, VIEW_SIZE);
    const height = Math.max(picture.height, VIEW_SIZE);
    const between = this.#shrinkRows(picture, width, this.#betweenLarger, dispatches);
    const planes = this.#larger.take(3 * width * height * 4);
    dispatches.push({
      kernel: this.#kernels.shrinkToPlanes,
      uniforms: Uint32Array.of(0, 0, 0, 0, width, height, 30 - picture.bits, between.spacing, 0, 0, 0, 0),
      bindings: { 4: between.buffer, 7: planes, ...this.#columnTaps(picture, height) },
      groups: [groups(width, 16), groups(height, 16)],
    });
    return planarPicture(planes, width, height, picture);
  }

  #shrinkRows(picture: GpuPicture, outWidth: number, memory: GrowingBuffer, dispatches: Dispatch[]): { readonly buffer: GPUBuffer; readonly spacing: number } {
    const spacing = outWidth * picture.height;
    const buffer = memory.take(3 * spacing * 4);
    const [a, b, c] = picture.planes;
    dispatches.push({
      kernel: this.#kernels.shrinkRows,
      uniforms: Uint32Array.of(
        a.offset, b.offset, c.offset, 0, a.stride, b.stride, c.stride, 0, a.step, b.step, c.step, 0, a.height, b.height, c.height, 0,
        outWidth, picture.sampleBytes, 30 - picture.bits, spacing,
      ),
      bindings: {
        1: picture.buffer, 2: buffer,
        5: this.#constants.taps(tapsFor(a.width, picture.width, outWidth, picture.bits)),
        6: this.#constants.taps(tapsFor(b.width, span(picture.width, picture.shiftX), outWidth, picture.bits)),
      },
      groups: [groups(outWidth, 16), groups(picture.height, 16), 3],
    });
    return { buffer, spacing };
  }

  #columnTaps({ planes: [luma, chroma], height, shiftY, bits }: GpuPicture, outHeight: number): { 5: GPUBuffer; 6: GPUBuffer } {
    return { 5: this.#constants.taps(tapsFor(luma.height, height, outHeight, bits)), 6: this.#constants.taps(tapsFor(chroma.height, span(height, shiftY), outHeight, bits)) };
  }

  dispose(): void {
    for (const memory of [this.#between, this.#betweenLarger, this.#rgb, this.#larger, this.#starts]) memory.destroy();
    this.#constants.dispose();
  }
}

/** As `Planes` of the shaders. */
function planesOf({ planes: [a, b, c], shiftX, shiftY, sampleBytes, ...picture }: GpuPicture): number[] {
  return [a.stride, b.stride, c.stride, 0, a.step, b.step, c.step, 0, shiftX, shiftY, sampleBytes, tableSize(picture)];
}

/** How many samples of a plane the picture covers. */
function span(size: number, shift: 0 | 1): number {
  return shift === 1 ? size / 2 : size;
}

function tableSize({ conversion, bits }: Pick<GpuPicture, 'conversion' | 'bits'>): number {
  return conversion === null ? 0 : 2 ** bits;
}

function startsOfBlocks(blocks: readonly GpuPicture[]): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(blocks.flatMap(({ planes }) => planes.map(({ offset }) => offset)));
}

/** @param corners even numbers, as chroma may be halved. */
function startsOfCorners({ planes, shiftX, shiftY }: GpuPicture, corners: Int32Array): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(3 * PATCHES);
  for (let i = 0; i < PATCHES; i += 1) {
    const x = corners[2 * i] ?? 0;
    const y = corners[2 * i + 1] ?? 0;
    planes.forEach(({ offset, stride, step }, plane) => {
      const [across, down] = plane === 0 ? [x, y] : [x >> shiftX, y >> shiftY];
      starts[3 * i + plane] = offset + down * stride + across * step;
    });
  }
  return starts;
}
