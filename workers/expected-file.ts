import type { OpenMedia, OpenMediaFile } from './media.ts';

type Options = Parameters<OpenMediaFile>[1];

interface Expected {
  /** The options as text, to compare them. */
  readonly options: string;
  readonly opening: Promise<OpenMedia>;
  readonly giveUp: AbortController;
}

/** Holds one file that was opened before its turn. */
export interface ExpectedFile {
  /** Starts opening the file that will be scored next, in place of the one before. */
  expect(file: File, options: Options): void;
  /** Gives the file that was expected if it was opened with these options, else opens anew. */
  take: OpenMediaFile;
  /** Closes the file that is expected. */
  drop(): void;
}

/** Opens files ahead: while model and backend start, the first file can be read already. */
export function expectedFile(open: OpenMediaFile): ExpectedFile {
  let expected: Expected | null = null;

  const drop = (): void => {
    const given = expected;
    expected = null;
    given?.opening.then((media) => media.close(), () => undefined);
    given?.giveUp.abort();
  };

  return {
    expect(file, options) {
      drop();
      const giveUp = new AbortController();
      const opening = open(file, options, giveUp.signal);
      // Whoever takes it hears of a failure.
      opening.catch(() => undefined);
      expected = { options: JSON.stringify(options), opening, giveUp };
    },

    async take(file, options, signal) {
      if (expected?.options !== JSON.stringify(options)) drop();
      const given = expected;
      if (given === null) return open(file, options, signal);
      expected = null;
      const abort = (): void => given.giveUp.abort(signal?.reason);
      if (signal?.aborted === true) abort();
      signal?.addEventListener('abort', abort, { once: true });
      return given.opening;
    },

    drop,
  };
}
