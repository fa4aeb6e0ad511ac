import { unlessAborted } from '../unless-aborted.ts';
import { VIEW_SIZE } from '../views/view-size.ts';
import type { PictureReader } from './clip-link.ts';

/** One file's way past CLIP: its answers, until CLIP fails, is turned off, or the file is cancelled. Scoring goes on in any case. */
export class PicturePass {
  readonly #reader: PictureReader | null;
  readonly #signal: AbortSignal;
  readonly #pictures: Float32Array[];
  #stopped: boolean;
  #note: string | null = null;
  #failure: string | null = null;

  /** @param before the answers for the file's first chunks, where an earlier run has them. */
  constructor(reader: PictureReader | null, signal: AbortSignal, before: readonly Float32Array[] = []) {
    this.#reader = reader;
    this.#pictures = [...before];
    this.#stopped = reader === null;
    this.#signal = signal;
  }

  /** Looks at a chunk's view for CLIP. Never rejects. @param view `[224, 224, 3]` 8-bit RGB. */
  async look(view: Uint8Array | undefined): Promise<Float32Array | null> {
    if (this.#reader === null || this.#stopped || view === undefined) return null;
    try {
      const picture = await unlessAborted(this.#reader.picture(view, VIEW_SIZE), this.#signal);
      if (picture === null) this.#stop('CLIP was turned off.');
      else this.#pictures.push(picture);
      return picture;
    } catch (error) {
      if (this.#signal.aborted) return null;
      this.#stop(error instanceof Error ? error.message : 'CLIP gave no answer.');
      return null;
    }
  }

  #stop(why: string): void {
    this.#stopped = true;
    this.#failure = why;
    const seen = this.#pictures.length;
    this.#note = `${seen === 0 ? 'Scored without CLIP' : `CLIP looked at the first ${seen === 1 ? 'chunk' : `${seen} chunks`} only`}. ${why}`;
  }

  /** Name of the CLIP that has looked at chunks, or null. */
  get id(): string | null {
    return this.#pictures.length > 0 ? (this.#reader?.id ?? null) : null;
  }

  /** Why CLIP stopped looking, or null. */
  get failure(): string | null {
    return this.#failure;
  }

  /** One sentence where CLIP did not see the file to its end. */
  get note(): string | null {
    return this.#note;
  }

  /** The answers for all chunks, or null where some are missing. */
  whole(chunkCount: number): readonly Float32Array[] | null {
    return this.#pictures.length === chunkCount ? this.#pictures : null;
  }
}
