/** Decoded chunks of a video from one reminder to the next; a second or two. */
const CHUNKS = 8;
/** As much as V8 lets pile up outside its heap before it collects. Never written to, it takes no memory. */
const BYTES = 64 * 2 ** 20;

/**
 * Has the garbage collector come in time. An `EncodedVideoChunk` holds its packet where V8 does not count it, and has no `close()`: of a 1080p video 100 MB of them and more
 * pile up in Chromium before it sees a reason to collect. An allocation that it does count, dropped at once, is one.
 */
export class PacketGarbage {
  #chunks = 0;

  /** To be called for every chunk. */
  grow(): void {
    this.#chunks += 1;
    if (this.#chunks % CHUNKS !== 0) return;
    try {
      allocate(BYTES);
    } catch {
      // A browser that is short of memory collects without being told.
    }
  }
}

function allocate(bytes: number): number {
  return new ArrayBuffer(bytes).byteLength;
}
