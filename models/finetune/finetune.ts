import { agreement, type Agreement } from '../metrics/agreement.ts';
import { readModelFile, writeModelFile, type ModelFile, type ModelHeader } from '../model-file.ts';
import { QualityModel } from '../quality-model.ts';
import { goldenViews } from '../golden-input.ts';
import { chooseLength, crossValidate, trainingCount, trainsNetworks, type Report } from './cross-validation.ts';
import { FineTuner, type Breath } from './fine-tuner.ts';
import type { LabelledClip } from './labelled-clip.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** Fine-tuning from labels to a model file and an honest report. */

export interface FinetuneOptions {
  /** Name of the new model. */
  readonly name: string;
  readonly folds: number;
  readonly seed: number;
  /** Names the CLIP whose answers the clips carry; without it fusion is left out. */
  readonly clip?: string | null;
}

/** One clip in the report: the label and what models said that had not seen it. */
export interface ReportedClip {
  readonly name: string;
  readonly label: number;
  readonly before: number;
  readonly after: number;
}

/** What fusing CLIP in did, on the same folds. The fused network is tested, not kept. */
export interface FusionReport {
  /** Names the CLIP. */
  readonly clip: string;
  /** Prompt pairs whose affinities took part. */
  readonly pairs: number;
  /** Of each clip of the report, by a fused network that had not seen it. */
  readonly predicted: readonly number[];
  readonly fused: Agreement;
  /** Against the model tuned without CLIP; `unknown` where the folds are too small to train either. */
  readonly verdict: Verdict;
}

export interface FinetuneReport {
  readonly clips: readonly ReportedClip[];
  readonly folds: number;
  readonly seed: number;
  /** Steps of the final training; 0 where only the scale was fitted, null where nothing beat the parent. */
  readonly steps: number | null;
  readonly before: Agreement;
  /** Cross-validated: every clip is predicted by a model that has not seen it. */
  readonly after: Agreement;
  readonly verdict: Verdict;
  /** Null where CLIP was off, or had not looked at every clip. */
  readonly fusion: FusionReport | null;
}

export interface FinetuneResult {
  readonly model: ArrayBuffer;
  readonly report: FinetuneReport;
}

/** Labels needed for an interval of the user's own. */
const FEWEST_FOR_INTERVAL = 20;

/** Split-conformal quantile: the ⌈(n+1)·level⌉-th smallest of the scores. */
function conformalQuantile(scores: readonly number[], level: number): number {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * level)) - 1] ?? NaN;
}

/**
 * Cross-validates, trains on all clips, and writes the model file. The same clips, options and backend give the same bytes.
 * @throws RangeError with fewer than two clips.
 */
export async function finetune(parent: ModelFile, clips: readonly LabelledClip[], options: FinetuneOptions, breathe: Breath, report: Report): Promise<FinetuneResult> {
  if (clips.length < 2) throw new RangeError('Fine-tuning needs at least two labelled videos.');
  const folds = Math.min(options.folds, clips.length);
  const tuner = new FineTuner(parent, clips);
  const clipId = options.clip ?? null;
  const fusing = clipId !== null && clips.every(({ chunks }) => chunks.every(({ clip }) => clip !== undefined));
  const trainings = trainingCount(clips.length, folds, fusing);
  let finished = 0;
  let stage: 'cross-validation' | 'final' = 'cross-validation';
  const seen = (losses: readonly number[], validation: readonly number[]): void => {
    finished += 1;
    report({ stage, share: Math.min(0.99, finished / trainings), losses, validation });
  };
  const all = clips.map((_, i) => i);
  const labels = clips.map(({ label }) => label);
  const { before, after } = await crossValidate(tuner, clips, folds, options.seed, breathe, seen);
  const fused = fusing ? (await crossValidate(new FineTuner(parent, clips, true), clips, folds, options.seed, breathe, seen)).after.map(({ mos }) => mos) : null;
  stage = 'final';
  const steps = await chooseLength(tuner, clips, all, options.seed, breathe, seen);
  const trained = steps === null ? null : await tuner.fit(all, [], steps, breathe, { keepWeights: true });
  const { slope, intercept } = trained?.recalibration ?? { slope: 1, intercept: 0 };

  const { calibration } = parent.header;
  const residuals = after.map(({ mos, spread }, i) => Math.abs(mos - (labels[i] ?? NaN)) / spread);
  const videoQuantile = clips.length >= FEWEST_FOR_INTERVAL ? conformalQuantile(residuals, calibration.interval.level) : calibration.interval.videoQuantile;
  const figures = {
    before: agreement(before.map(({ mos }) => mos), labels),
    after: agreement(after.map(({ mos }) => mos), labels),
  };
  const header: Omit<ModelHeader, 'tensors' | 'sha256'> = {
    ...parent.header,
    name: options.name,
    version: '1',
    parent: { name: parent.header.name, version: parent.header.version, sha256: parent.header.sha256 },
    calibration: {
      ...calibration,
      scale: slope * calibration.scale,
      offset: slope * calibration.offset + intercept,
      interval: { ...calibration.interval, videoQuantile },
    },
    provenance: { ...parent.header.provenance, finetuned: { labels: clips.length, folds, seed: options.seed, steps } },
    metrics: (['srcc', 'krcc', 'plcc', 'rmse'] as const).map((name) => ({
      name: name.toUpperCase(),
      data: `${clips.length} labelled videos, ${folds}-fold cross-validated`,
      value: finiteOr(figures.after[name].value, 0),
      low: finiteOr(figures.after[name].low, null),
      high: finiteOr(figures.after[name].high, null),
      n: clips.length,
    })),
  };
  const tensors = new Map([...parent.tensors, ...(trained?.weights ?? [])]);
  return {
    model: await withGolden(header, tensors),
    report: {
      clips: clips.map(({ name, label }, i) => ({ name, label, before: before[i]?.mos ?? NaN, after: after[i]?.mos ?? NaN })),
      folds,
      seed: options.seed,
      steps,
      ...figures,
      verdict: verdictOf(before.map(({ mos }) => mos), after.map(({ mos }) => mos), labels),
      fusion:
        fused === null || clipId === null
          ? null
          : {
              clip: clipId,
              pairs: clips[0]?.chunks[0]?.clip?.affinities.length ?? 0,
              predicted: fused,
              fused: agreement(fused, labels),
              verdict: trainsNetworks(clips.length, folds) ? verdictOf(after.map(({ mos }) => mos), fused, labels) : 'unknown',
            },
    },
  };
}

function finiteOr<T>(value: number, other: T): number | T {
  return Number.isFinite(value) ? value : other;
}

/** Writes the file once to round its weights, runs the golden input through it, and writes it with that output. */
async function withGolden(header: Omit<ModelHeader, 'tensors' | 'sha256'>, tensors: ModelFile['tensors']): Promise<ArrayBuffer> {
  const rounded = await readModelFile(await writeModelFile(header, tensors));
  const model = new QualityModel(rounded);
  try {
    const { seed, size } = header.golden.input;
    const { raw, spread } = await model.run(goldenViews(seed, size), size);
    return await writeModelFile({ ...header, golden: { ...header.golden, raw, spread } }, rounded.tensors);
  } finally {
    model.dispose();
  }
}
