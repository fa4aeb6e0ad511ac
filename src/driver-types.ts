import type { EngineInfo, ResourceCounts, ScoringSettings } from '../workers/scoring-types.ts';
import type { WireFileResult } from './export/file-result-schema.ts';

/** Ids of the hidden inputs on the page opened with `?driver=1`. */
export const DRIVER_FILES_ID = 'driver-files';
export const DRIVER_MODEL_ID = 'driver-model';

/** Told to `window.foveaProgress`, where the driver's owner has bound one. */
export type DriverEvent =
  | { readonly kind: 'progress'; readonly index: number; readonly name: string; readonly done: number; readonly total: number }
  | { readonly kind: 'result'; readonly index: number; readonly name: string; readonly result: WireFileResult };

/** One file's result; `index` is its place in the input. */
export interface DriverResult {
  readonly index: number;
  readonly name: string;
  readonly result: WireFileResult;
}

/** What the command line and the tests find at `window.foveaDriver`. */
export interface FoveaDriver {
  /** Loads the model on a backend. @throws Error with one sentence. */
  prepare(backend: ScoringSettings['backend']): Promise<EngineInfo>;
  /** Replaces the shipped model by the `.fovea` file in `#driver-model`. @throws Error with one sentence. */
  useModel(): Promise<EngineInfo>;
  /** Scores the files in `#driver-files`, in order, and resolves with their count when all are done. `maps` adds the saliency maps to the results. */
  score(settings: ScoringSettings, options?: { readonly maps?: boolean }): Promise<number>;
  /** The finished results of the latest {@link score}, in the order of the files. */
  results(): readonly DriverResult[];
  /** What is alive in the scoring worker. */
  counts(): Promise<ResourceCounts>;
}

declare global {
  interface Window {
    foveaDriver?: FoveaDriver;
    foveaProgress?: (event: DriverEvent) => unknown;
  }
}
