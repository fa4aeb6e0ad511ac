import { allocateChunk, freeChunk, VIEW_VALUES, type ChunkMemory } from './chunk-memory.ts';
import { compareViews, ExternalFrames, externalKernel, importsExternally } from './external-frames.ts';
import type { GpuPicture } from './gpu-picture.ts';
import { readBack, viewBytes } from './read-back.ts';

/** External textures are tried on the first frames until one is colourful enough to tell; a grey film is left alone then. */
const MOST_TRIALS = 24;

/** Submits what fills both views of a frame, at their first place: from a picture, or with null from the frame's planes. */
export type MakeViews = (picture: GpuPicture | null, memory: ChunkMemory) => Promise<void>;

/** Finds out, on frames of one video, whether external textures give the views that its planes give, and then imports its frames. */
export class ExternalTrial {
  /** Set once external textures were found to be as good as planes for this video. */
  #external: ExternalFrames | null = null;
  #trialsLeft = MOST_TRIALS;

  constructor(private readonly device: GPUDevice) {}

  /** Whether it is still to be found out. */
  get open(): boolean {
    return this.#trialsLeft > 0;
  }

  /** A frame as an external texture, once these are known to be good; else null. */
  picture(frame: VideoFrame): GpuPicture | null {
    return this.#external?.picture(frame) ?? null;
  }

  /** Looks whether views from an external texture are those from planes. Any failure only means that planes go on being used. */
  async compare(frame: VideoFrame, make: MakeViews): Promise<void> {
    this.#trialsLeft = importsExternally(this.device, frame) ? this.#trialsLeft - 1 : 0;
    if (this.#trialsLeft === 0) return;
    const memories = [allocateChunk(this.device), allocateChunk(this.device)] as const;
    let external: ExternalFrames | null = null;
    this.device.pushErrorScope('validation');
    try {
      external = new ExternalFrames(this.device, await externalKernel(this.device));
      const picture = external.picture(frame);
      if (picture === null) throw new DOMException('The frame cannot be imported.', 'NotSupportedError');
      await make(picture, memories[0]);
      await make(null, memories[1]);
      const verdicts = [];
      for (const view of ['global', 'fragments'] as const) {
        const [mine, planes] = await Promise.all(memories.map(async (memory) => viewBytes(await readBack(this.device, memory[view], VIEW_VALUES))));
        if (mine !== undefined && planes !== undefined) verdicts.push(compareViews(mine, planes));
      }
      if (verdicts.includes('other')) this.#trialsLeft = 0;
      else if (verdicts.includes('same')) this.#external = external;
    } catch {
      this.#trialsLeft = 0;
    } finally {
      const invalid = await this.device.popErrorScope().catch(() => null);
      if (invalid !== null) {
        this.#trialsLeft = 0;
        this.#external = null;
      }
      if (this.#external === null) external?.dispose();
      else this.#trialsLeft = 0;
      for (const memory of memories) freeChunk(memory);
    }
  }

  dispose(): void {
    this.#external?.dispose();
  }
}
