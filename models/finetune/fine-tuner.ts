import { F5_FEATURES, F5_FEATURES_AT } from '../architecture.ts';
import { videoOpinion, type Calibration } from '../calibration.ts';
import { clipInput, clipScaling, type ClipScaling, type FusedClip } from '../fusion/clip-input.ts';
import type { ModelFile, NamedTensor } from '../model-file.ts';
import { add, dispose, matMul, mul, reshape, slice, softplus, tensor1d, tensor2d, tidy, variableGrads, type Scalar, type Tensor1D, type Tensor2D } from '../tensors.ts';
import { AnchoredAdam } from './adam.ts';
import { clipRows, meanFeatures, withoutF5, type ChunkRow } from './clip-rows.ts';
import { FusionNetwork } from './fusion-network.ts';
import { disposeRows, HeadNetwork, type FirstLayerPart, type ProjectedRows } from './head-network.ts';
import type { LabelledClip } from './labelled-clip.ts';
import { disposeBatch, LastStage, type LastStageBatch } from './last-stage.ts';
import { contrastiveLoss, huberLoss, rankLoss } from './losses.ts';
import { NO_RECALIBRATION, recalibrate, type Recalibration } from './recalibration.ts';
import { cosineRestarts } from './schedule.ts';
import { spanOf } from './span.ts';
import { assignRow, gradientsOf, valuesOf } from './variable-row.ts';

/** Training on labelled clips: of the head on features that stay, of CLIP's fusion, or of the head with the encoder's last stage. */

export const STEPS = 140;
/** Validation is looked at every so many steps. */
export const STEPS_PER_CHECK = 10;
const FIRST_CYCLE = 20;
const RATE = 2e-3;
/** Pull towards the parent's weights per step and unit of rate. */
const DECAY = 0.05;
/** The encoder has learnt from far more than a user's clips: it moves ten times as slowly, and is pulled back harder. */
const STAGE_RATE = 2e-4;
const STAGE_DECAY = 5;
const RANK_WEIGHT = 0.3;
const CONTRASTIVE_WEIGHT = 0.05;
/** Where the fusion's first weights come from. */
const FUSION_SEED = 17;

/** What trains: embedding head and regressor; these with the last stage of the fragment encoder; or the fusion of a CLIP with a head that stays. */
export type Trained = 'head' | 'stage' | FusedClip;

/** Lets the caller breathe, pause and cancel: awaited every few steps, throws to cancel. */
export type Breath = () => Promise<void>;

export interface Prediction {
  /** 1–5. */
  readonly mos: number;
  /** Before the recalibration, on the parent's scale: models of different folds, each with a line of its own, are ranked among each other by this. */
  readonly onParentScale: number;
  /** σ of the pooled score, in MOS. */
  readonly spread: number;
}

/** A training at one of its checks. */
export interface Check {
  /** How much of it is done; 1 once, when it has ended. */
  readonly share: number;
  /** Mean training loss between checks, one value a check. */
  readonly losses: readonly number[];
  /** RMSE in MOS on the clips watched, before the first step and at every check. */
  readonly validation: readonly number[];
}

/** Hears of every check of a training. */
export type Seen = (check: Check) => void;

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

/** What trains, on the backend. */
interface Trainee {
  readonly network: HeadNetwork;
  readonly fusion: FusionNetwork | null;
  readonly stage: { readonly layers: LastStage; readonly intoHead: FirstLayerPart } | null;
}

/** Chunks of some clips, on the backend. */
interface Batch {
  readonly rows: ProjectedRows;
  /** `[clips, chunks]`: every row takes the mean of a clip's chunks. */
  readonly averaging: Tensor2D;
  /** `[chunks,1]`: local terms as the parent has them. */
  readonly local: Tensor2D;
  readonly stage: LastStageBatch | null;
}

function disposeAll({ rows, averaging, local, stage }: Batch): void {
  disposeRows(rows);
  dispose([averaging, local]);
  if (stage !== null) disposeBatch(stage);
}

export class FineTuner {
  private readonly rows: readonly (readonly ChunkRow[])[];
  private readonly calibration: Calibration;

  /**
   * @param clips all labelled clips; later calls name them by index.
   * @param trained with a CLIP every chunk must have its features, with `stage` what the stage reads.
   */
  constructor(private readonly parent: ModelFile, private readonly clips: readonly LabelledClip[], private readonly trained: Trained = 'head') {
    this.calibration = parent.header.calibration;
    this.rows = clips.map((clip) => clipRows(clip, parent));
  }

  /** The parent's own predictions of some clips. */
  async parentPredictions(indices: readonly number[]): Promise<Prediction[]> {
    const trainee: Trainee = { network: new HeadNetwork(this.parent.tensors, []), fusion: null, stage: null };
    const batch = this.batch(trainee, indices.map((i) => this.rows[i] ?? []), null);
    try {
      return await this.predict(trainee, batch, indices, NO_RECALIBRATION);
    } finally {
      disposeAll(batch);
      trainee.network.dispose();
    }
  }

  /**
   * Trains on some clips and watches others.
   * @param steps how many at most; a multiple of {@link STEPS_PER_CHECK}, 0 for recalibration alone.
   * @param patience stops after so many checks without a lower error on the clips watched.
   * @throws whatever `breathe` throws.
   */
  async fit(train: readonly number[], watch: readonly number[], steps: number, breathe: Breath, seen: Seen, { keepWeights = false, patience = Infinity } = {}): Promise<Fit> {
    const before = await this.parentPredictions(train);
    const labels = train.map((i) => this.clips[i]?.label ?? NaN);
    const recalibration = recalibrate(before.map(({ mos }) => mos), labels);
    const rows = train.map((i) => this.rows[i] ?? []);
    const scaling = clipScaling(rows.flat().flatMap(({ picture }) => (picture === null ? [] : [picture])));
    const trainee = this.trainee(rows, scaling);
    const { network, fusion, stage } = trainee;
    const groups = [
      { variables: network.variables, rate: RATE, adam: new AnchoredAdam(await valuesOf(network.variables), DECAY) },
      ...(stage === null ? [] : [{ variables: stage.layers.variables, rate: STAGE_RATE, adam: new AnchoredAdam(await valuesOf(stage.layers.variables), STAGE_DECAY) }]),
    ];
    const batches = turns(rows, stage !== null).map((some) => this.batch(trainee, some, scaling));
    const watched = watch.length > 0 ? this.batch(trainee, watch.map((i) => this.rows[i] ?? []), scaling) : null;
    const target = tensor1d(labels);
    const losses: number[] = [];
    const predictions: Prediction[][] = [];
    const validation: number[] = [];
    let lowest = Infinity;
    let checksSinceLowest = 0;
    const tell = (share: number): void => seen({ share, losses: [...losses], validation: [...validation] });
    const look = async (): Promise<void> => {
      if (watched === null) return;
      const now = await this.predict(trainee, watched, watch, recalibration);
      predictions.push(now);
      const error = now.reduce((sum, { mos }, k) => sum + (mos - (this.clips[watch[k] ?? -1]?.label ?? NaN)) ** 2, 0);
      validation.push(Math.sqrt(error / now.length));
      checksSinceLowest = error < lowest ? 0 : checksSinceLowest + 1;
      lowest = Math.min(lowest, error);
    };
    try {
      await look();
      let total = 0;
      for (let step = 0; step < steps; step += 1) {
        const batch = batches[step % batches.length];
        if (batch === undefined) break;
        const { value, grads } = variableGrads(() => this.loss(trainee, batch, target, recalibration));
        try {
          for (const { variables, rate, adam } of groups) {
            adam.step(await gradientsOf(variables, grads), rate * cosineRestarts(step, FIRST_CYCLE));
            assignRow(variables, adam.values);
          }
          total += (await value.data<'float32'>())[0] ?? NaN;
        } finally {
          dispose([value, ...Object.values(grads)]);
        }
        if ((step + 1) % STEPS_PER_CHECK === 0) {
          losses.push(total / STEPS_PER_CHECK);
          total = 0;
          await look();
          tell((step + 1) / (steps + 1));
          await breathe();
          if (checksSinceLowest >= patience) break;
        }
      }
      tell(1);
      if (!keepWeights) return { recalibration, losses, watched: predictions, weights: null, scaling };
      const weights = fusion === null ? new Map([...(await network.weights()), ...((await stage?.layers.weights()) ?? [])]) : await fusion.weights();
      // The fusion's weights are rounded when they are handed out.
      if (fusion !== null) await look();
      return { recalibration, losses, watched: predictions, weights, scaling };
    } finally {
      batches.forEach(disposeAll);
      if (watched !== null) disposeAll(watched);
      target.dispose();
      network.dispose();
      stage?.layers.dispose();
      if (stage !== null) dispose([stage.intoHead.kernel, ...(stage.intoHead.axes === null ? [] : [stage.intoHead.axes])]);
    }
  }

  /** The layers at the parent's weights. @param rows of the clips to train on, whose span bounds what the first layer may learn. */
  private trainee(rows: readonly (readonly ChunkRow[])[], { centre }: ClipScaling): Trainee {
    const fusion = typeof this.trained === 'string' ? null : new FusionNetwork(centre.length + this.trained.pairs.length, FUSION_SEED);
    const network = new HeadNetwork(this.parent.tensors, fusion === null ? spanOf(rows.map(meanFeatures)) : [], fusion);
    if (this.trained !== 'stage') return { network, fusion, stage: null };
    return { network, fusion, stage: { layers: new LastStage(this.parent.tensors), intoHead: network.partOfFirstLayer(F5_FEATURES_AT, F5_FEATURES) } };
  }

  /** @param clips chunks of each clip. */
  private batch({ network, fusion, stage }: Trainee, clips: readonly (readonly ChunkRow[])[], scaling: ClipScaling | null): Batch {
    const chunks = clips.flat();
    const pairs = typeof this.trained === 'string' ? [] : this.trained.pairs;
    const answers = scaling === null || fusion === null ? [] : chunks.flatMap(({ picture }) => (picture === null ? [] : [clipInput(picture, pairs, scaling)]));
    const averaging = new Float32Array(clips.length * chunks.length);
    let column = 0;
    clips.forEach((rows, clip) => {
      const total = rows.reduce((sum, { share }) => sum + share, 0);
      for (const { share } of rows) {
        averaging[clip * chunks.length + column] = share / total;
        column += 1;
      }
    });
    return {
      rows: network.project(chunks.map((row) => (stage === null ? row.features : withoutF5(row))), answers),
      averaging: tensor2d(averaging, [clips.length, chunks.length]),
      local: tensor2d(chunks.map(({ localTerm }) => localTerm), [chunks.length, 1]),
      stage: stage === null ? null : stage.layers.batch(chunks.flatMap((row) => (row.stage === null ? [] : [row.stage]))),
    };
  }

  /** Embedding `[N,128]` and regressor output `[N,2]`, the local term in its first column; in a `tidy` or a gradient. */
  private forward({ network, stage }: Trainee, batch: Batch): { readonly embedding: Tensor2D; readonly regressed: Tensor2D } {
    let { rows, local } = batch;
    if (stage !== null && batch.stage !== null) {
      const { kernel, axes } = stage.intoHead;
      const made = stage.layers.forward(batch.stage);
      local = made.local;
      rows = {
        ...rows,
        parent: add(rows.parent, matMul(made.features, kernel)),
        inSpan: rows.inSpan === null || axes === null ? null : add(rows.inSpan, matMul(made.features, axes, false, true)),
      };
    }
    const { embedding, regressed } = network.forward(rows);
    return { embedding, regressed: add(regressed, matMul(local, tensor2d([1, 0], [1, 2]))) };
  }

  private loss(trainee: Trainee, batch: Batch, labels: Tensor1D, { slope, intercept }: Recalibration): Scalar {
    const { scale, offset } = this.calibration;
    const { embedding, regressed } = this.forward(trainee, batch);
    const raw = reshape(matMul(batch.averaging, slice(regressed, [0, 0], [-1, 1])), [labels.shape[0]]);
    const predicted = add(mul(raw, slope * scale), slope * offset + intercept) as Tensor1D;
    const loss = add(huberLoss(predicted, labels), mul(rankLoss(predicted, labels), RANK_WEIGHT));
    // Chunks of one clip share its direction; their mean stands for the clip.
    return add(loss, mul(contrastiveLoss(matMul<Tensor2D>(batch.averaging, embedding), labels), CONTRASTIVE_WEIGHT)) as Scalar;
  }

  /** @param batch all chunks of the clips. */
  private async predict(trainee: Trainee, batch: Batch, indices: readonly number[], { slope, intercept }: Recalibration): Promise<Prediction[]> {
    const output = tidy(() => {
      const { regressed } = this.forward(trainee, batch);
      return add(matMul(regressed, tensor2d([1, 0, 0, 0], [2, 2])), mul(softplus(regressed), tensor2d([0, 1], [1, 2])));
    });
    const values = await output.data<'float32'>();
    output.dispose();
    const { scale, offset } = this.calibration;
    const calibration: Calibration = { ...this.calibration, scale: slope * scale, offset: slope * offset + intercept };
    let row = 0;
    return indices.map((i) => {
      const rows = this.rows[i] ?? [];
      const chunks = rows.map(({ durationS }) => {
        const chunk = { raw: values[2 * row] ?? NaN, spread: (values[2 * row + 1] ?? NaN) + 0.01, durationS };
        row += 1;
        return chunk;
      });
      const { mos } = videoOpinion(calibration, chunks);
      return { mos, onParentScale: videoOpinion(this.calibration, chunks).mos, spread: calibration.scale * chunks.reduce((sum, { spread }, k) => sum + spread * (rows[k]?.share ?? 0), 0) };
    });
  }
}

/**
 * The chunks of each clip that the steps train on, in turn. The head sees all at once; what goes through the encoder's stage is a thousand times as much
 * to compute, so a step sees one chunk of every clip.
 */
function turns(clips: readonly (readonly ChunkRow[])[], single: boolean): (readonly (readonly ChunkRow[])[])[] {
  if (!single) return [clips];
  const most = clips.reduce((count, rows) => Math.max(count, rows.length), 0);
  return Array.from({ length: most }, (_, turn) => clips.map((rows) => rows.slice(turn % rows.length, (turn % rows.length) + 1)));
}
