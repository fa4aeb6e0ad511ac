import { wrap, type Remote } from 'comlink';
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
  readonly #closed: Promise<null>;
  #release: (nothing: null) => void = () => undefined;

  constructor(id: string, port: MessagePort) {
    this.id = id;
    this.#port = port;
    this.#remote = wrap<ClipPictures>(port);
    this.#closed = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  picture(rgb: Uint8Array, side: number): Promise<Float32Array | null> {
    return Promise.race([this.#remote.picture(rgb, side), this.#closed]);
  }

  close(): void {
    this.#release(null);
    this.#port.close();
  }
}
