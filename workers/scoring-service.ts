import type { EngineInfo, PooledChunk, ResourceCounts, ScoredFile, ScoringSettings, WorkerEvent } from './scoring-types.ts';

/**
 * The one typed interface between the page and the scoring worker, spoken over comlink.
 * Callbacks must be wrapped in `Comlink.proxy` by the caller.
 */
export interface ScoringService {
  /**
   * Loads the model, picks and proves a backend, warms it up. Idempotent for the same arguments.
   * @param modelUrl where the shipped `.fovea` file is served.
   * @throws Error with one sentence when the model is damaged or no backend works.
   */
  prepare(modelUrl: string, backend: ScoringSettings['backend']): Promise<EngineInfo>;

  /** Replaces the shipped model by the bytes of a `.fovea` file. @throws Error with one sentence when it is refused. */
  useModel(bytes: ArrayBuffer): Promise<EngineInfo>;

  /** Opens the file that {@link score} will be asked for next, while model and backend may still be starting. */
  expect(file: File, settings: ScoringSettings): void;

  /**
   * Scores one file. Never rejects for a bad file: the result says what happened. Its chunks come with the events, all of which have been
   * heard when the result comes.
   * @param done the first chunks of the file, scored by a worker that is gone: they are neither computed nor told again.
   * @param expected whether it is the file that was named to {@link expect} last.
   * @throws DOMException `AbortError` after {@link cancel}.
   */
  score(
    file: File, settings: ScoringSettings, onEvent: (event: WorkerEvent) => unknown, done?: readonly PooledChunk[], expected?: boolean,
  ): Promise<ScoredFile>;

  /** From the next chunk on, CLIP looks at the pictures as well (a port to its worker), or no longer does (null). */
  useClip(clip: { readonly id: string; readonly port: MessagePort } | null): void;

  /** Stops the running {@link score} within a second, and closes the file of {@link expect}. */
  cancel(): void;

  /** What is alive in the worker. */
  counts(): Promise<ResourceCounts>;
}
