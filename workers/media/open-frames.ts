let open = 0;

/** How many decoded frames the scorer holds right now, for leak tests. Browsers stop decoding when some ten stay open. */
export function openFrameCount(): number {
  return open;
}

/** A decoded frame that is counted until it is closed. */
export class HeldFrame {
  #open = true;

  constructor(readonly frame: VideoFrame) {
    open += 1;
  }

  /** Frees the frame; a second call does nothing. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    open -= 1;
    this.frame.close();
  }
}
