import { videoOpinion, type Calibration } from '../calibration.ts';
import { clipInput, clipScaling, type ClipScaling, type FusedClip } from '../fusion/clip-input.ts';
import type { ModelFile, NamedTensor } from '../model-file.ts';
import { add, dispose, matMul, mul, reshape, slice, softplus, tensor1d, tensor2d, tidy, variableGrads, type Scalar, type Tensor1D, type Tensor2D } from '../tensors.ts';
import { AnchoredAdam } from './adam.ts';
import { FusionNetwork } from './fusion-network.ts';
import { disposeRows, HeadNetwork, standardise, type ProjectedRows } from './head-network.ts';
import type { LabelledClip } from './labelled-clip.ts';
import { contrastiveLoss, huberLoss, rankLoss } from './losses.ts';
import { recalibrate, type Recalibration } from './recalibration.ts';
import { cosineRestarts } from './schedule.ts';
import { spanOf } from './span.ts';

/** Training of the head on the features of labelled clips; the encoders stay as they are. */

export const STEPS = 140;
/** Validation is looked at every so many steps. */
export const STEPS_PER_CHECK = 10;
const FIRST_CYCLE = 20;
const RATE = 2e-3;
/** Pull towards the parent's weights per step and unit of rate. */
const DECAY = 0.05;
const RANK_WEIGHT = 0.3;
const CONTRASTIVE_WEIGHT = 0.05;
/** Long videos are represented by this many chunks, evenly spread. */
const CHUNKS_PER_CLIP = 8;
/** Where the fusion's first weights come from. */
const FUSION_SEED = 17;

/** Lets the caller breathe, pause and cancel: awaited every few steps, throws to cancel. */
export type Breath = () => Promise<void>;

export interface Prediction {
  /** 1–5. */
  readonly mos: number;
  /** σ of the pooled score, in MOS. */
  readonly spread: number;
}

/** What a training run gives. */
export interface Fit {
  readonly recalibration: Recalibration;
  /** Mean training loss between checks, one value a check. */
  readonly losses: readonly number[];
  /** Predictions of the clips watched, before the first step and at every check. */
  readonly watched: readonly (readonly Prediction[])[];
  /** Trained weights as a model file holds them, the fusion's or the head's; only when asked for. The last predictions watched are then those of the weights as rounded, with fusion. */
  readonly weights: ReadonlyMap<string, NamedTensor> | null;
  /** Of CLIP's features in the clips trained on; means nothing without fusion. */
  readonly scaling: ClipScaling;
}

interface ClipRows {
  readonly rows: readonly Float32Array[];
  readonly localTerms: readonly number[];
  readonly durations: readonly number[];
  /** CLIP's features of each chunk, with fusion. */
  readonly pictures: readonly Float32Array[];
}

function evenly<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]).filter((item) => item !== undefined);
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(rows[0]?.length ?? 0);
  for (const row of rows) for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / rows.length;
  return mean;
}

export class FineTuner {
  private readonly clipRows: readonly ClipRows[];
  private readonly calibration: Calibration;

  /**
   * @param clips all labelled clips; later calls name them by index.
   * @param fused the CLIP whose features, which every chunk must have then, are fused with the parent's embedding; the fusion trains, the head stays.
   */
  constructor(private readonly parent: ModelFile, private readonly clips: readonly LabelledClip[], private readonly fused: FusedClip | null = null) {
    this.calibration = parent.header.calibration;
    const mean = parent.tensors.get('head/mean')?.values ?? new Float32Array();
    const scale = parent.tensors.get('head/scale')?.values ?? new Float32Array();
    this.clipRows = clips.map((clip) => {
      const chunks = evenly(clip.chunks, CHUNKS_PER_CLIP);
      return {
        rows: chunks.map(({ features }) => standardise(features, mean, scale)),
        localTerms: chunks.map(({ localTerm }) => localTerm),
        durations: chunks.map(({ durationS }) => durationS),
        pictures: fused === null ? [] : chunks.flatMap(({ picture }) => (picture === undefined ? [] : [picture])),
      };
    });
  }

  /** The parent's own predictions of some clips. */
  async parentPredictions(indices: readonly number[]): Promise<Prediction[]> {
    const network = new HeadNetwork(this.parent.tensors, []);
    const projected = network.project(indices.flatMap((i) => this.clipRows[i]?.rows ?? []));
    try {
      return await this.predict(network, projected, indices, { slope: 1, intercept: 0 });
    } finally {
      disposeRows(projected);
      network.dispose();
    }
  }

  /**
   * Trains on some clips and watches others.
   * @param steps how many at most; a multiple of {@link STEPS_PER_CHECK}, 0 for recalibration alone.
   * @param patience stops after so many checks without a lower error on the clips watched.
   * @throws whatever `breathe` throws.
   */
  async fit(train: readonly number[], watch: readonly number[], steps: number, breathe: Breath, { keepWeights = false, patience = Infinity } = {}): Promise<Fit> {
    const before = await this.parentPredictions(train);
    const labels = train.map((i) => this.clips[i]?.label ?? NaN);
    const recalibration = recalibrate(before.map(({ mos }) => mos), labels);
    const pictures = train.flatMap((i) => this.clipRows[i]?.pictures ?? []);
    const scaling = clipScaling(pictures);
    const fusion = this.fused === null ? null : new FusionNetwork(scaling.centre.length + this.fused.pairs.length, FUSION_SEED);
    const network = new HeadNetwork(this.parent.tensors, fusion === null ? spanOf(train.map((i) => meanOf(this.clipRows[i]?.rows ?? []))) : [], fusion);
    const adam = new AnchoredAdam(await network.values(), DECAY);
    const rows = this.project(network, train, scaling);
    const watchedRows = watch.length > 0 ? this.project(network, watch, scaling) : null;
    const averaging = this.averaging(train);
    const offsets = tensor1d(train.map((i) => this.clipMean(i, this.clipRows[i]?.localTerms ?? [])));
    const target = tensor1d(labels);
    const losses: number[] = [];
    const watched: Prediction[][] = [];
    let lowest = Infinity;
    let checksSinceLowest = 0;
    const look = async (): Promise<void> => {
      if (watchedRows === null) return;
      const predictions = await this.predict(network, watchedRows, watch, recalibration);
      watched.push(predictions);
      const error = predictions.reduce((sum, { mos }, k) => sum + (mos - (this.clips[watch[k] ?? -1]?.label ?? NaN)) ** 2, 0);
      checksSinceLowest = error < lowest ? 0 : checksSinceLowest + 1;
      lowest = Math.min(lowest, error);
    };
    try {
      await look();
      let total = 0;
      for (let step = 0; step < steps; step += 1) {
        total += await this.descend(network, adam, rows, averaging, offsets, target, recalibration, RATE * cosineRestarts(step, FIRST_CYCLE));
        if ((step + 1) % STEPS_PER_CHECK === 0) {
          losses.push(total / STEPS_PER_CHECK);
          total = 0;
          await look();
          await breathe();
          if (checksSinceLowest >= patience) break;
        }
      }
      if (!keepWeights) return { recalibration, losses, watched, weights: null, scaling };
      const weights = fusion === null ? await network.weights() : await fusion.weights();
      if (fusion !== null) await look();
      return { recalibration, losses, watched, weights, scaling };
    } finally {
      disposeRows(rows);
      dispose([averaging, offsets, target]);
      if (watchedRows !== null) disposeRows(watchedRows);
      network.dispose();
    }
  }

  private project(network: HeadNetwork, indices: readonly number[], scaling: ClipScaling): ProjectedRows {
    const rows = indices.map((i) => this.clipRows[i]);
    const pairs = this.fused?.pairs ?? [];
    return network.project(rows.flatMap((one) => one?.rows ?? []), rows.flatMap((one) => one?.pictures.map((picture) => clipInput(picture, pairs, scaling)) ?? []));
  }

  private async descend(
    network: HeadNetwork, adam: AnchoredAdam, rows: ProjectedRows, averaging: Tensor2D, offsets: Tensor1D, labels: Tensor1D, { slope, intercept }: Recalibration, rate: number,
  ): Promise<number> {
    const { scale, offset } = this.calibration;
    const { value, grads } = variableGrads(() => {
      const { embedding, regressed } = network.forward(rows);
      const count = labels.shape[0];
      const globalTerms = reshape(matMul(averaging, slice(regressed, [0, 0], [-1, 1])), [count]);
      const predicted = add(mul(add(globalTerms, offsets), slope * scale), slope * offset + intercept) as Tensor1D;
      const loss = add(huberLoss(predicted, labels), mul(rankLoss(predicted, labels), RANK_WEIGHT));
      // Chunks of one clip share its direction; their mean stands for the clip.
      return add(loss, mul(contrastiveLoss(matMul<Tensor2D>(averaging, embedding), labels), CONTRASTIVE_WEIGHT)) as Scalar;
    });
    try {
      adam.step(await network.gradientRow(grads), rate);
      network.assign(adam.values);
      return (await value.data<'float32'>())[0] ?? NaN;
    } finally {
      dispose([value, ...Object.values(grads)]);
    }
  }

  /** `[clips, rows]`: rows of weights that take the mean of each clip's chunks by duration. */
  private averaging(indices: readonly number[]): Tensor2D {
    const counts = indices.map((i) => this.clipRows[i]?.rows.length ?? 0);
    const width = counts.reduce((a, b) => a + b, 0);
    const values = new Float32Array(indices.length * width);
    let column = 0;
    indices.forEach((clip, row) => {
      const durations = this.clipRows[clip]?.durations ?? [];
      const total = durations.reduce((a, b) => a + b, 0);
      for (const duration of durations) {
        values[row * width + column] = duration / total;
        column += 1;
      }
    });
    return tensor2d(values, [indices.length, width]);
  }

  private clipMean(clip: number, values: readonly number[]): number {
    const durations = this.clipRows[clip]?.durations ?? [];
    const total = durations.reduce((a, b) => a + b, 0);
    return values.reduce((sum, value, i) => sum + value * ((durations[i] ?? 0) / total), 0);
  }

  private async predict(network: HeadNetwork, rows: ProjectedRows, indices: readonly number[], { slope, intercept }: Recalibration): Promise<Prediction[]> {
    const output = tidy(() => {
      const { regressed } = network.forward(rows);
      return add(matMul(regressed, tensor2d([1, 0, 0, 0], [2, 2])), mul(softplus(regressed), tensor2d([0, 1], [1, 2])));
    });
    const values = await output.data<'float32'>();
    output.dispose();
    const { scale, offset } = this.calibration;
    const calibration: Calibration = { ...this.calibration, scale: slope * scale, offset: slope * offset + intercept };
    let row = 0;
    return indices.map((i) => {
      const clip = this.clipRows[i];
      const chunks = (clip?.rows ?? []).map((_, k) => {
        const chunk = { raw: (values[2 * row] ?? NaN) + (clip?.localTerms[k] ?? 0), spread: (values[2 * row + 1] ?? NaN) + 0.01, durationS: clip?.durations[k] ?? 1 };
        row += 1;
        return chunk;
      });
      const { mos } = videoOpinion(calibration, chunks);
      const total = chunks.reduce((sum, { durationS }) => sum + durationS, 0);
      return { mos, spread: calibration.scale * chunks.reduce((sum, { spread, durationS }) => sum + (spread * durationS) / total, 0) };
    });
  }
}
