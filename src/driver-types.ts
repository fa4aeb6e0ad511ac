import type { FinetuneReport } from '../workers/finetune-service.ts';
import type { EngineInfo, ResourceCounts, ScoringSettings } from '../workers/scoring-types.ts';
import type { WireFileResult } from './export/file-result-schema.ts';

/** Ids of the hidden inputs on the page opened with `?driver=1`. */
export const DRIVER_FILES_ID = 'driver-files';
export const DRIVER_MODEL_ID = 'driver-model';

/** Told to `window.foveaProgress`, where the driver's owner has bound one. */
export type DriverEvent =
  | { readonly kind: 'progress'; readonly index: number; readonly name: string; readonly done: number; readonly total: number }
  | { readonly kind: 'training'; readonly share: number }
  | { readonly kind: 'result'; readonly index: number; readonly name: string; readonly result: WireFileResult };

/** One file's result; `index` is its place in the input. */
export interface DriverResult {
  readonly index: number;
  readonly name: string;
  readonly result: WireFileResult;
}

export interface DriverFinetuneRequest {
  /** `index` is the file's place in the input, `label` its MOS, 1–5. */
  readonly labels: readonly { readonly index: number; readonly name: string; readonly label: number }[];
  readonly backend: ScoringSettings['backend'];
  readonly name: string;
  readonly folds: number;
  readonly seed: number;
  /** Deep mode, which needs a graphics card where the backend is `auto`. */
  readonly deep: boolean;
}

export interface DriverFinetuneOutcome {
  /** A `.fovea` file, base64. */
  readonly model: string;
  readonly report: FinetuneReport;
  /** Names of files that took no part. */
  readonly missing: readonly string[];
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
  /** Why the encoder cannot be trained on a backend, one sentence, or null. */
  deepRefusal(backend: ScoringSettings['backend']): Promise<string | null>;
  /**
   * Fine-tunes the model in use on labelled files of the latest {@link score}. @throws Error with one sentence.
   */
  finetune(request: DriverFinetuneRequest): Promise<DriverFinetuneOutcome>;
  /** What is alive in the scoring worker. */
  counts(): Promise<ResourceCounts>;
}

declare global {
  interface Window {
    foveaDriver?: FoveaDriver;
    foveaProgress?: (event: DriverEvent) => unknown;
  }
}
