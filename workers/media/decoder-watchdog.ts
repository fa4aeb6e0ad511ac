/** The decoder has been given packets and neither gives a frame nor fails. */
export class DecoderStall extends Error {
  override readonly name = 'DecoderStall';
}

/** A picture group of 4K video may take a slow machine many seconds before its first wanted frame comes. */
export const STALL_MS = 30_000;

/**
 * Waits for a decoder. Ticks are counted instead of reading the clock: a machine that slept, or a tab that was frozen, must not look like a dead decoder.
 * @throws DecoderStall when nothing comes for `limitMs`; what `work` throws.
 */
export function withWatchdog<T>(work: Promise<T>, limitMs: number): Promise<T> {
  const tickMs = Math.min(1000, limitMs / 2);
  return new Promise<T>((resolve, reject) => {
    let waitedMs = 0;
    const timer = setInterval(() => {
      waitedMs += tickMs;
      if (waitedMs < limitMs) return;
      clearInterval(timer);
      reject(new DecoderStall('The decoder stopped answering.'));
    }, tickMs);
    work.then(resolve, reject).finally(() => clearInterval(timer));
  });
}
