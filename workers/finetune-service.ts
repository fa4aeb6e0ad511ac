import type { FusedClip } from '../models/fusion/clip-input.ts';
import type { Agreement } from '../models/metrics/agreement.ts';
import type { Estimate } from '../models/metrics/bootstrap.ts';
import type { FinetuneReport, FusedModel, FusionReport, ReportedClip } from '../models/finetune/finetune.ts';
import type { Verdict } from '../models/finetune/verdict.ts';
import type { ScoringSettings } from './scoring-types.ts';

export type { Agreement, Estimate, FinetuneReport, FusedClip, FusedModel, FusionReport, ReportedClip, Verdict };

/** One labelled file. */
export interface LabelledFile {
  readonly name: string;
  /** 1–5. */
  readonly label: number;
  /** `featureKey` of its {@link FileResult}: where its features are kept, if they are. */
  readonly featureKey: string;
  /** The file itself, for deep mode, which needs more than is kept of every scored file, and where nothing is kept. */
  readonly file: File;
  /** What it was scored with. */
  readonly chunkSeconds: number;
}

/** How far training has come. Lists hold one value a check. */
export interface FinetuneProgress {
  readonly stage: 'features' | 'cross-validation' | 'final';
  /** 0–1 over the whole run, never falling. */
  readonly share: number;
  readonly secondsLeft: number | null;
  /** Counts the trainings of the run. */
  readonly training: number;
  /** Training loss and RMSE on held-out clips of that training so far. */
  readonly losses: readonly number[];
  readonly validation: readonly number[];
}

export interface FinetuneRequest {
  /** The parent's `.fovea` file. */
  readonly parent: ArrayBuffer;
  /** With `auto` heads train on wasm and the encoder on WebGPU. */
  readonly backend: ScoringSettings['backend'];
  readonly files: readonly LabelledFile[];
  readonly name: string;
  readonly folds: number;
  readonly seed: number;
  /** The CLIP whose kept features are fused in, and the prompts; null with CLIP off. */
  readonly fusion: FusedClip | null;
  /** Deep mode: the last stage of the encoder trains as well; fusion is left out. */
  readonly deep: boolean;
}

export interface FinetuneOutcome {
  /** A `.fovea` file. */
  readonly model: ArrayBuffer;
  /** The model that is fused with CLIP; null without fusion, and where it would say no more than its parent. */
  readonly fused: FusedModel | null;
  readonly report: FinetuneReport;
  /** Files that had to be decoded again and could not be read; they took no part. */
  readonly missing: readonly string[];
  /** Files that CLIP has not looked at: with any of them, fusion is left out. */
  readonly withoutClip: readonly string[];
}

/** The interface of the fine-tuning worker, spoken over comlink; it runs beside the scoring worker, so that the page stays free. */
export interface FinetuneService {
  /**
   * Cross-validates and trains the heads of a model on labelled files; in deep mode the last stage of its encoder as well.
   * @throws Error with one sentence; DOMException `AbortError` after {@link cancel}.
   */
  train(request: FinetuneRequest, onProgress: (progress: FinetuneProgress) => void): Promise<FinetuneOutcome>;
  pause(): void;
  resume(): void;
  cancel(): void;
}
