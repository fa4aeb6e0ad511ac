/** Records on their way to storage. What storage refuses waits here and is tried again until it is taken: there may be room again at any time. */
export interface PendingWrites {
  /**
   * Writes a record; an earlier write of it that still waits is left out. Resolves after the first attempt, whatever came of it.
   * @param write puts the record as it then is.
   */
  keep(id: string, write: () => Promise<void>): Promise<void>;
  /** The record is gone: nothing of it waits any more. */
  forget(id: string): void;
}

const RETRY_MS = 3000;

/** @param told how many records wait, and why the last one was refused (null when none waits). */
export function createPendingWrites(told: (waiting: number, refusal: unknown) => void): PendingWrites {
  const waiting = new Map<string, () => Promise<void>>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let refusal: unknown = null;

  async function attempt(id: string, write: () => Promise<void>): Promise<void> {
    try {
      await write();
      if (waiting.get(id) === write) waiting.delete(id);
    } catch (error) {
      // A later state of the record, or none, has taken its place meanwhile.
      if (waiting.get(id) !== write) return;
      refusal = error;
      timer ??= setTimeout(() => {
        timer = null;
        for (const [each, again] of waiting) void attempt(each, again);
      }, RETRY_MS);
    }
    told(waiting.size, waiting.size === 0 ? null : refusal);
  }

  return {
    keep(id, write) {
      waiting.set(id, write);
      return attempt(id, write);
    },
    forget(id) {
      if (waiting.delete(id)) told(waiting.size, waiting.size === 0 ? null : refusal);
    },
  };
}
