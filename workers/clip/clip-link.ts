import { wrap, type Remote } from 'comlink';
import { unlessAborted } from '../unless-aborted.ts';
import type { ClipPictures } from './clip-service.ts';

/** Who looks at pictures for the scoring: CLIP, or nobody. */
export interface PictureReader {
  /** Names the weights. */
  readonly id: string;
  /**
   * Features of a picture, unit length, or null once nobody looks any more.
   * @throws Error with one sentence.
   */
  picture(rgb: Uint8Array, side: number): Promise<Float32Array | null>;
}

/** The scoring worker's end of the port to the CLIP worker. A worker that dies answers nothing, so whoever waits is released by {@link close}. */
export class ClipLink implements PictureReader {
  readonly id: string;
  readonly #port: MessagePort;
  readonly #remote: Remote<ClipPictures>;
  readonly #closing = new AbortController();

  constructor(id: string, port: MessagePort) {
    this.id = id;
    this.#port = port;
    this.#remote = wrap<ClipPictures>(port);
  }

  async picture(rgb: Uint8Array, side: number): Promise<Float32Array | null> {
    try {
      return await unlessAborted(this.#remote.picture(rgb, side), this.#closing.signal);
    } catch (error) {
      if (this.#closing.signal.aborted) return null;
      throw error;
    }
  }

  close(): void {
    this.#closing.abort();
    this.#port.close();
  }
}
