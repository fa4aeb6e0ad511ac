/** Runs that are timed with each count of threads, after one that is not: the first one makes what later ones find. */
const RUNS = 4;

/** Threads stay only where they take at most this share of the time of one. */
const WORTH = 0.9;

/**
 * Threads to try: half of the logical processors, which share a core in pairs on most machines, four at most, beyond which these small nets gain
 * little. On two processors one thread alone, because the decoder needs the other one.
 */
export function threadsToTry(processors: number, isolated: boolean): number {
  return isolated ? Math.max(1, Math.min(4, Math.floor(processors / 2))) : 1;
}

/**
 * Finds out while scoring whether threads win: the first chunks run on one thread, the next on all of them, with the decoder at work beside both, and
 * the faster count stays. Nothing is computed for the trial's sake, and results are the same to the bit with any count.
 */
export class ThreadTrial {
  #threads = 1;
  #done = false;
  readonly #single: number[] = [];
  readonly #several: number[] = [];

  /** @param most threads that stand ready. @param use makes the backend compute with that many. @param end goes back to one for good. */
  constructor(private readonly most: number, private readonly use: (threads: number) => void, private readonly end: () => void) {}

  /** Threads that compute now. */
  get threads(): number {
    return this.#threads;
  }

  /** Notes how long the nets took for a chunk, and changes the count where it is time to. @param ms wall time. */
  note(ms: number): void {
    if (this.#done) return;
    const times = this.#threads === 1 ? this.#single : this.#several;
    times.push(ms);
    if (times.length <= RUNS) return;
    if (times === this.#single) {
      this.#threads = this.most;
      this.use(this.most);
      return;
    }
    this.#done = true;
    if (middle(this.#several) <= WORTH * middle(this.#single)) return;
    this.#threads = 1;
    this.end();
  }
}

/** The median of all but the first. */
function middle(times: readonly number[]): number {
  const sorted = times.slice(1).sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? NaN) + (sorted[sorted.length >> 1] ?? NaN)) / 2;
}
