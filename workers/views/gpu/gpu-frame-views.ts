import { CHUNK_FRAMES } from '../../../models/architecture.ts';
import { standstill } from '../../../models/ops/standstill.ts';
import { CanvasReader } from '../canvas-picture.ts';
import type { DeclaredColour } from '../colour-conversion.ts';
import { describeFrame, PlaneReader, visibleRect } from '../frame-planes.ts';
import { UPRIGHT, type Orientation } from '../orientation.ts';
import { patchCorners } from '../patch-positions.ts';
import { GRID, PATCH_SIZE, VIEW_SIZE } from '../view-size.ts';
import { VIEW_VALUES, type ChunkMemory } from './chunk-memory.ts';
import { ExternalTrial } from './external-trial.ts';
import { GrowingBuffer, uploadPictures, type GpuPicture } from './gpu-picture.ts';
import { ViewDispatches, type GpuTarget } from './view-dispatches.ts';
import { DispatchQueue, viewKernels, type ViewKernels } from './view-kernels.ts';

/** Below this a frame's planes are copied whole: 49 copies of small blocks cost as much. Pixels. */
const SMALL_PICTURE = 640 * 360;

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
  readonly #dispatches: ViewDispatches;
  readonly #external: ExternalTrial;
  readonly #reader = new PlaneReader();
  readonly #canvas = new CanvasReader();
  readonly #orientation: Orientation;
  readonly #declared: DeclaredColour;
  readonly #corners = new Int32Array(2 * GRID * GRID);
  readonly #source: GrowingBuffer;

  private constructor(device: GPUDevice, kernels: ViewKernels, orientation: Orientation, declared: DeclaredColour) {
    this.#device = device;
    this.#kernels = kernels;
    this.#queue = new DispatchQueue(device);
    this.#dispatches = new ViewDispatches(device, kernels, orientation);
    this.#external = new ExternalTrial(device);
    this.#orientation = orientation;
    this.#declared = declared;
    this.#source = new GrowingBuffer(device, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
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
    const external = this.#external.picture(frame);
    if (external !== null) {
      this.#submit([external], chunkIndex, target);
      return;
    }
    await this.#ofPlanes(frame, chunkIndex, target);
    // Only frames whose whole picture was wanted: to others a trial would add a copy of it.
    if (!this.#external.open || target.global === null) return;
    const place = { first: 0, count: 1 };
    await this.#external.compare(frame, async (picture, memory) => {
      const both = { memory, global: place, fragments: place };
      if (picture === null) await this.#ofPlanes(frame, chunkIndex, both);
      else this.#submit([picture], chunkIndex, both);
    });
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

  /** @param pictures a whole picture, or its 49 patches. */
  #submit(pictures: readonly GpuPicture[], chunkIndex: number, target: GpuTarget): void {
    this.#queue.submit(this.#dispatches.of(pictures, chunkIndex, target));
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
        kernel: this.#kernels.changes, uniforms: Uint32Array.of(VIEW_VALUES, VIEW_VALUES), groups: [Math.ceil(VIEW_VALUES / (16 * 256)), steps],
        bindings: { 1: fragments, 2: fragments, 3: changes },
      },
      { kernel: this.#kernels.standstill, uniforms: Float32Array.of(VIEW_VALUES), groups: [1], bindings: { 1: changes, 2: standing } },
    ], [changes]);
  }

  /** Frees the GPU memory, after what was submitted. */
  dispose(): void {
    this.#queue.destroy();
    this.#external.dispose();
    this.#dispatches.dispose();
    this.#source.destroy();
  }
}
