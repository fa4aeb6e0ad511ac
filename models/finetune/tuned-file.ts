import type { FusedClip, ClipScaling } from '../fusion/clip-input.ts';
import { FUSED_SUFFIX, LAST_STAGE } from '../architecture.ts';
import { goldenViews } from '../golden-input.ts';
import type { Agreement } from '../metrics/agreement.ts';
import { readModelFile, writeModelFile, type ModelFile, type ModelHeader, type NamedTensor } from '../model-file.ts';
import { QualityModel } from '../quality-model.ts';
import type { Prediction } from './fine-tuner.ts';
import type { Recalibration } from './recalibration.ts';

/** What a training has found, as a model file says it. */
export interface Tuned {
  readonly name: string;
  readonly folds: number;
  readonly seed: number;
  /** As in the report. */
  readonly steps: number | null;
  readonly recalibration: Recalibration;
  /** Weights in the place of the parent's, or beside them. */
  readonly weights: ReadonlyMap<string, NamedTensor> | null;
  /** Cross-validated. */
  readonly predictions: readonly Prediction[];
  readonly labels: readonly number[];
  readonly agreement: Agreement;
}

type HeaderStart = Omit<ModelHeader, 'tensors' | 'sha256'>;

/** Labels needed for an interval of the user's own. */
const FEWEST_FOR_INTERVAL = 20;

/** Split-conformal quantile: the ⌈(n+1)·level⌉-th smallest of the scores. */
function conformalQuantile(scores: readonly number[], level: number): number {
  const sorted = [...scores].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length, Math.ceil((sorted.length + 1) * level)) - 1] ?? NaN;
}

/** The `.fovea` file of a tuned model. The same training and backend give the same bytes. */
export async function tunedFile(parent: ModelFile, tuned: Tuned): Promise<ArrayBuffer> {
  return withGolden(headerOf(parent, tuned), new Map([...parent.tensors, ...(tuned.weights ?? [])]));
}

/**
 * The `.fovea` file of a model that is fused with CLIP: all of its parent, and beside it the fusion, the prompts with their features, and the parent's calibration for
 * what CLIP has not looked at.
 */
export async function fusedFile(parent: ModelFile, tuned: Tuned, { clip, pairs }: FusedClip, { centre, scale }: ClipScaling): Promise<ArrayBuffer> {
  const width = centre.length;
  const header: HeaderStart = {
    ...headerOf(parent, tuned),
    architecture: `${parent.header.architecture}${FUSED_SUFFIX}`,
    fusion: { clip, width, scale, pairs: pairs.map(({ name, positive, negative }) => ({ name, positive, negative })), parentCalibration: parent.header.calibration },
  };
  const texts = (of: (pair: FusedClip['pairs'][number]) => Float32Array): NamedTensor => ({ shape: [pairs.length, width], values: Float32Array.from(pairs.flatMap((pair) => [...of(pair)])) });
  return withGolden(header, new Map([
    ...parent.tensors,
    ...(tuned.weights ?? []),
    ['fusion/centre', { shape: [width], values: Float32Array.from(centre) }],
    ...(pairs.length === 0
      ? []
      : ([['fusion/positive', texts(({ positiveFeatures }) => positiveFeatures)], ['fusion/negative', texts(({ negativeFeatures }) => negativeFeatures)]] as const)),
  ]));
}

function headerOf(parent: ModelFile, { name, folds, seed, steps, recalibration: { slope, intercept }, weights, predictions, labels, agreement }: Tuned): HeaderStart {
  const encoder = LAST_STAGE.map((block) => `fragments/${block}`).filter((block) => weights?.has(`${block}/pointwise/kernel`) === true);
  const { calibration } = parent.header;
  const residuals = predictions.map(({ mos, spread }, i) => Math.abs(mos - (labels[i] ?? NaN)) / spread);
  const videoQuantile = labels.length >= FEWEST_FOR_INTERVAL ? conformalQuantile(residuals, calibration.interval.level) : calibration.interval.videoQuantile;
  return {
    ...parent.header,
    name,
    version: '1',
    parent: { name: parent.header.name, version: parent.header.version, sha256: parent.header.sha256 },
    calibration: {
      ...calibration,
      scale: slope * calibration.scale,
      offset: slope * calibration.offset + intercept,
      interval: { ...calibration.interval, videoQuantile },
    },
    provenance: { ...parent.header.provenance, finetuned: { labels: labels.length, folds, seed, steps, ...(encoder.length > 0 ? { encoder } : {}) } },
    metrics: (['srcc', 'krcc', 'plcc', 'rmse'] as const).map((figure) => ({
      name: figure.toUpperCase(),
      data: `${labels.length} labelled videos, ${folds}-fold cross-validated`,
      value: finiteOr(agreement[figure].value, 0),
      low: finiteOr(agreement[figure].low, null),
      high: finiteOr(agreement[figure].high, null),
      n: labels.length,
    })),
  };
}

function finiteOr<T>(value: number, other: T): number | T {
  return Number.isFinite(value) ? value : other;
}

/** Writes the file once to round its weights, runs the golden input through it, and writes it with that output. */
async function withGolden(header: HeaderStart, tensors: ModelFile['tensors']): Promise<ArrayBuffer> {
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
