/**
 * Waits for `work` or for the first of the signals, whichever comes first. `Promise.race` with a promise that outlives many works holds on to every one
 * of them; here nothing of a work that is done stays with a signal.
 * @throws what `work` throws; the reason of the signal. What `work` does after a signal means nothing any more.
 */
export function unlessAborted<T>(work: Promise<T>, ...signals: readonly AbortSignal[]): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const waiting = new AbortController();
    const stop = (reason: unknown): void => {
      waiting.abort();
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    for (const signal of signals) {
      if (signal.aborted) stop(signal.reason);
      else signal.addEventListener('abort', () => stop(signal.reason), { signal: waiting.signal });
    }
    work.then(resolve, reject).finally(() => waiting.abort());
  });
}
