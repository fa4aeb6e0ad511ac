import { CHUNK_FRAMES } from '../../../models/architecture.ts';
import { standstill } from '../../../models/ops/standstill.ts';
import { CanvasReader } from '../canvas-picture.ts';
import type { DeclaredColour } from '../colour-conversion.ts';
import { describeFrame, PlaneReader, visibleRect } from '../frame-planes.ts';
import { turnedWalk, UPRIGHT, type Orientation } from '../orientation.ts';
import { patchCorners } from '../patch-positions.ts';
import { tapsFor, type Taps } from '../triangle-filter.ts';
import { GRID, PATCH_SIZE, VIEW_SIZE } from '../view-size.ts';
import { allocateChunk, freeChunk, VIEW_VALUES, type ChunkMemory } from './chunk-memory.ts';
import { compareViews, ExternalFrames, externalKernel, importsExternally } from './external-frames.ts';
import { GrowingBuffer, packTables, planarPicture, uploadPictures, type GpuPicture } from './gpu-picture.ts';
import { readBack, viewBytes } from './read-back.ts';
import { DispatchQueue, viewKernels, type Dispatch, type ViewKernels } from './view-kernels.ts';

const ROW = VIEW_SIZE * 3;
const PATCHES = GRID * GRID;

/** Below this a frame's planes are copied whole: 49 copies of small blocks cost as much. Pixels. */
const SMALL_PICTURE = 640 * 360;

/** A stream that changes its size at every key frame must not fill the memory. */
const MOST_CONSTANTS = 64;

/** External textures are tried on the first frames until one is colourful enough to tell; a grey film is left alone then. */
const MOST_TRIALS = 24;

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

/**
 * Makes the nets' views of the frames of one video on the GPU that the nets run on: what `FrameViews` computes, in the same whole numbers, so that the values are
 * the same, written where the nets read them. The processor only copies a frame's planes.
 *
 * Not re-entrant: one call at a time.
 */
export class GpuFrameViews {
  readonly #device: GPUDevice;
  readonly #kernels: ViewKernels;
  readonly #queue: DispatchQueue;
  readonly #reader = new PlaneReader();
  readonly #canvas = new CanvasReader();
  readonly #orientation: Orientation;
  readonly #declared: DeclaredColour;
  readonly #corners = new Int32Array(2 * PATCHES);
  readonly #source: GrowingBuffer;
  readonly #between: GrowingBuffer;
  readonly #betweenLarger: GrowingBuffer;
  readonly #rgb: GrowingBuffer;
  readonly #larger: GrowingBuffer;
  readonly #starts: GPUBuffer;
  readonly #constants = new Map<object, GPUBuffer>();
  readonly #noConversion = {};
  /** Set once external textures were found to be as good as planes for this video. */
  #external: ExternalFrames | null = null;
  #trialsLeft = MOST_TRIALS;

  private constructor(device: GPUDevice, kernels: ViewKernels, orientation: Orientation, declared: DeclaredColour) {
    this.#device = device;
    this.#kernels = kernels;
    this.#queue = new DispatchQueue(device);
    this.#orientation = orientation;
    this.#declared = declared;
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#source = new GrowingBuffer(device, storage);
    this.#between = new GrowingBuffer(device, storage);
    // Of its own: growing memory that a dispatch is waiting to use would take it away.
    this.#betweenLarger = new GrowingBuffer(device, storage);
    this.#rgb = new GrowingBuffer(device, storage);
    this.#larger = new GrowingBuffer(device, storage);
    this.#starts = device.createBuffer({ size: 3 * PATCHES * 4, usage: storage });
  }

  /**
   * @param device that of the nets' backend.
   * @param orientation how players turn the video. @param declared what the file says of its colours; `{}` to trust the frames alone.
   * @throws Error where the device does not take the shaders.
   */
  static async start(device: GPUDevice, orientation: Orientation = UPRIGHT, declared: DeclaredColour = {}): Promise<GpuFrameViews> {
    return new GpuFrameViews(device, await viewKernels(device), orientation, declared);
  }

  /**
   * Submits the work that fills the wanted views of a frame, which stays open.
   * @param chunkIndex decides where the patches lie.
   * @throws RangeError for pictures of a size that the browser cannot hold, DOMException for a closed frame.
   */
  async ofFrame(frame: VideoFrame, chunkIndex: number, target: GpuTarget): Promise<void> {
    if (this.#constants.size > MOST_CONSTANTS) this.#forgetConstants();
    const external = this.#external?.picture(frame) ?? null;
    if (external !== null) {
      this.#submit([external], chunkIndex, target);
      return;
    }
    await this.#ofPlanes(frame, chunkIndex, target);
    // Only frames whose whole picture was wanted: to others a trial would add a copy of it.
    if (this.#trialsLeft > 0 && target.global !== null) await this.#tryExternal(frame, chunkIndex);
  }

  async #ofPlanes(frame: VideoFrame, chunkIndex: number, target: GpuTarget): Promise<void> {
    const description = describeFrame(frame, this.#declared);
    if (description === null) {
      const { width, height } = visibleRect(frame);
      this.#submit(uploadPictures(this.#source, [this.#canvas.read(frame, width, height)]), chunkIndex, target);
      return;
    }
    const { width, height } = description;
    const whole = target.global !== null || width * height <= SMALL_PICTURE || Math.min(width, height) < VIEW_SIZE;
    if (whole) {
      this.#submit(uploadPictures(this.#source, [await this.#reader.whole(frame, description)]), chunkIndex, target);
      return;
    }
    patchCorners(chunkIndex, this.#orientation, width, height, this.#corners);
    const [first, ...blocks] = await this.#reader.blocks(frame, description, this.#corners, PATCH_SIZE);
    if (first === undefined) throw new RangeError('There are no patches.');
    this.#submit(uploadPictures(this.#source, [first, ...blocks]), chunkIndex, target);
  }

  /** Submits what says how still a chunk stands, once the fragments of all its frames are there. @param still whether it shows a picture. */
  finish({ fragments, changes, standing }: ChunkMemory, still: boolean): void {
    if (still) {
      this.#device.queue.writeBuffer(standing, 0, Float32Array.from(standstill([], true)));
      return;
    }
    const steps = CHUNK_FRAMES - 1;
    this.#queue.submit([
      {
        kernel: this.#kernels.changes, uniforms: Uint32Array.of(VIEW_VALUES, VIEW_VALUES), groups: [groups(VIEW_VALUES, 16 * 256), steps],
        bindings: { 1: fragments, 2: fragments, 3: changes },
      },
      { kernel: this.#kernels.standstill, uniforms: Float32Array.of(VIEW_VALUES), groups: [1], bindings: { 1: changes, 2: standing } },
    ], [changes]);
  }

  /** Frees the GPU memory, after what was submitted. */
  dispose(): void {
    this.#queue.destroy();
    this.#external?.dispose();
    for (const memory of [this.#source, this.#between, this.#betweenLarger, this.#rgb, this.#larger, this.#starts]) memory.destroy();
    this.#forgetConstants();
  }

  #forgetConstants(): void {
    for (const buffer of this.#constants.values()) buffer.destroy();
    this.#constants.clear();
  }

  /** Looks whether views from an external texture are those from planes. Any failure only means that planes go on being used. */
  async #tryExternal(frame: VideoFrame, chunkIndex: number): Promise<void> {
    this.#trialsLeft = importsExternally(this.#device, frame) ? this.#trialsLeft - 1 : 0;
    if (this.#trialsLeft === 0) return;
    const place = { first: 0, count: 1 };
    const memories = [allocateChunk(this.#device), allocateChunk(this.#device)] as const;
    let external: ExternalFrames | null = null;
    this.#device.pushErrorScope('validation');
    try {
      external = new ExternalFrames(this.#device, await externalKernel(this.#device));
      const picture = external.picture(frame);
      if (picture === null) throw new DOMException('The frame cannot be imported.', 'NotSupportedError');
      this.#submit([picture], chunkIndex, { memory: memories[0], global: place, fragments: place });
      await this.#ofPlanes(frame, chunkIndex, { memory: memories[1], global: place, fragments: place });
      const verdicts = [];
      for (const view of ['global', 'fragments'] as const) {
        const [mine, planes] = await Promise.all(memories.map(async (memory) => viewBytes(await readBack(this.#device, memory[view], VIEW_VALUES))));
        if (mine !== undefined && planes !== undefined) verdicts.push(compareViews(mine, planes));
      }
      if (verdicts.includes('other')) this.#trialsLeft = 0;
      else if (verdicts.includes('same')) this.#external = external;
    } catch {
      this.#trialsLeft = 0;
    } finally {
      const invalid = await this.#device.popErrorScope().catch(() => null);
      if (invalid !== null) {
        this.#trialsLeft = 0;
        this.#external = null;
      }
      if (this.#external === null) external?.dispose();
      else this.#trialsLeft = 0;
      for (const memory of memories) freeChunk(memory);
    }
  }

  /** @param pictures a whole picture, or its 49 patches. */
  #submit(pictures: readonly GpuPicture[], chunkIndex: number, { memory, global, fragments }: GpuTarget): void {
    const [first] = pictures;
    if (first === undefined) return;
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
        bindings: { 2: this.#tables(picture), 3: memory.global, 4: between.buffer, ...this.#columnTaps(picture, VIEW_SIZE) },
        groups: [groups(VIEW_SIZE, 16), groups(VIEW_SIZE, 16)],
      });
    }
    if (fragments !== null) {
      const large = small ? this.#scaledUp(picture, dispatches) : picture;
      if (!blocks) patchCorners(chunkIndex, this.#orientation, large.width, large.height, this.#corners);
      this.#device.queue.writeBuffer(this.#starts, 0, blocks ? startsOfBlocks(pictures) : startsOfCorners(large, this.#corners));
      dispatches.push(this.#cutPatches(large, memory.fragments, fragments));
    }
    this.#queue.submit(dispatches);
  }

  #cutPatches(picture: GpuPicture, view: GPUBuffer, { first, count }: Places): Dispatch {
    const { origin, stepX, stepY } = turnedWalk(this.#orientation, PATCH_SIZE, 3, ROW);
    const [a, b, c] = picture.planes;
    return {
      kernel: this.#kernels.cutPatches,
      uniforms: Int32Array.of(
        first, count, VIEW_VALUES, 0, a.stride, b.stride, c.stride, 0, a.step, b.step, c.step, 0,
        picture.shiftX, picture.shiftY, picture.sampleBytes, tableSize(picture), origin, stepX, stepY,
      ),
      bindings: { 1: picture.buffer, 2: this.#tables(picture), 3: view, 4: this.#starts },
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
        a.offset, b.offset, c.offset, 0, a.stride, b.stride, c.stride, 0, a.step, b.step, c.step, 0,
        width, height, picture.shiftX, picture.shiftY, picture.sampleBytes, tableSize(picture),
      ),
      bindings: { 1: picture.buffer, 2: this.#tables(picture), 3: buffer },
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
        3: this.#taps(tapsFor(a.width, picture.width, outWidth, picture.bits)),
        4: this.#taps(tapsFor(b.width, span(picture.width, picture.shiftX), outWidth, picture.bits)),
      },
      groups: [groups(outWidth, 16), groups(picture.height, 16), 3],
    });
    return { buffer, spacing };
  }

  #columnTaps({ planes: [luma, chroma], height, shiftY, bits }: GpuPicture, outHeight: number): { 5: GPUBuffer; 6: GPUBuffer } {
    return { 5: this.#taps(tapsFor(luma.height, height, outHeight, bits)), 6: this.#taps(tapsFor(chroma.height, span(height, shiftY), outHeight, bits)) };
  }

  #taps(taps: Taps): GPUBuffer {
    return this.#constant(taps, () => packTaps(taps));
  }

  #tables({ conversion }: GpuPicture): GPUBuffer {
    return this.#constant(conversion ?? this.#noConversion, () => packTables(conversion));
  }

  /** What stays the same from frame to frame is uploaded once. */
  #constant(key: object, values: () => Int32Array<ArrayBuffer>): GPUBuffer {
    let buffer = this.#constants.get(key);
    if (buffer === undefined) {
      const packed = values();
      buffer = this.#device.createBuffer({ size: packed.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
      this.#device.queue.writeBuffer(buffer, 0, packed);
      this.#constants.set(key, buffer);
    }
    return buffer;
  }
}

/** How many samples of a plane the picture covers. */
function span(size: number, shift: 0 | 1): number {
  return shift === 1 ? size / 2 : size;
}

function tableSize({ conversion, bits }: GpuPicture): number {
  return conversion === null ? 0 : 2 ** bits;
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
