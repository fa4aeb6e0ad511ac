/** What the taker and the giver tell each other. */
class Meeting<T> {
  readonly ready: T[] = [];
  finished = false;
  failure: { readonly error: unknown } | null = null;
  #wake: () => void = () => undefined;
  #changed: Promise<void>;

  constructor() {
    this.#changed = this.#next();
  }

  /** Resolves when something has come, gone or ended. */
  change(): Promise<void> {
    return this.#changed;
  }

  tell(): void {
    const wake = this.#wake;
    this.#changed = this.#next();
    wake();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

async function pump<T>(source: AsyncGenerator<T, void, undefined>, most: number, meeting: Meeting<T>): Promise<void> {
  try {
    for await (const value of source) {
      meeting.ready.push(value);
      meeting.tell();
      while (meeting.ready.length >= most && !meeting.finished) await meeting.change();
      if (meeting.finished) return;
    }
  } catch (error) {
    meeting.failure = { error };
  } finally {
    meeting.finished = true;
    meeting.tell();
  }
}

/**
 * Takes from a source while what it gave before is worked on, and hands over together what has come meanwhile: one thing at least, `most` at most. Where
 * the source is ahead, work is done in batches; where it is behind, nothing waits for company.
 *
 * @param stop makes a source that waits for something give up; called when nobody wants more of it.
 * @throws what the source throws, after everything that it gave before.
 */
export async function* workAhead<T>(source: AsyncGenerator<T, void, undefined>, most: number, stop: () => void = () => undefined): AsyncGenerator<[T, ...T[]], void, undefined> {
  const meeting = new Meeting<T>();
  const pumping = pump(source, most, meeting);
  try {
    for (;;) {
      while (meeting.ready.length === 0 && !meeting.finished) await meeting.change();
      const [first, ...rest] = meeting.ready.splice(0, most);
      if (first === undefined) break;
      meeting.tell();
      yield [first, ...rest];
    }
    if (meeting.failure !== null) throw meeting.failure.error;
  } finally {
    meeting.finished = true;
    stop();
    meeting.tell();
    await pumping;
  }
}
