import { agreement, type Agreement } from '../metrics/agreement.ts';
import { promptsAsInFile, type ClipScaling, type FusedClip } from '../fusion/clip-input.ts';
import type { ModelFile } from '../model-file.ts';
import { chooseLength, crossValidate, trainingCount, trainsNetworks, type Report } from './cross-validation.ts';
import { FineTuner, type Breath, type Prediction, type Seen } from './fine-tuner.ts';
import { NO_RECALIBRATION } from './recalibration.ts';
import type { LabelledClip } from './labelled-clip.ts';
import { fusedFile, tunedFile, type Tuned } from './tuned-file.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** Fine-tuning from labels to a model file and an honest report. */

export interface FinetuneOptions {
  /** Name of the new model. */
  readonly name: string;
  readonly folds: number;
  readonly seed: number;
  /** The CLIP whose features the clips carry, and the prompts; without it fusion is left out. */
  readonly fusion?: FusedClip | null;
  /** Deep mode: the encoder's last stage trains as well; every chunk must carry what the stage reads. Fusion is left out. */
  readonly deep?: boolean;
}

/** One clip in the report: the label and what models said that had not seen it. */
export interface ReportedClip {
  readonly name: string;
  readonly label: number;
  readonly before: number;
  readonly after: number;
}

/** What fusing CLIP in did, on the same folds. */
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
  /** Steps of the final training; 0 or null where the fusion added nothing, so that there is no fused model. */
  readonly steps: number | null;
}

export interface FinetuneReport {
  readonly clips: readonly ReportedClip[];
  readonly folds: number;
  readonly seed: number;
  /** Whether the encoder's last stage trained as well. */
  readonly deep: boolean;
  /** Steps of the final training; 0 where only the scale was fitted, null where nothing beat the parent. */
  readonly steps: number | null;
  readonly before: Agreement;
  /** Cross-validated: every clip is predicted by a model that has not seen it. */
  readonly after: Agreement;
  readonly verdict: Verdict;
  /** Null where CLIP was off, or had not looked at every clip. */
  readonly fusion: FusionReport | null;
}

/** A `.fovea` file and the name in it. */
export interface FusedModel {
  readonly name: string;
  readonly file: ArrayBuffer;
}

export interface FinetuneResult {
  readonly model: ArrayBuffer;
  /** The model that is fused with CLIP; null without fusion, and where it would say no more than its parent. */
  readonly fused: FusedModel | null;
  readonly report: FinetuneReport;
}

/** Ranks and correlation on the parent's scale: every fold's model has a line of its own, which changes no rank among its predictions but some among those of all folds. */
function agreementOf(predictions: readonly Prediction[], labels: readonly number[]): Agreement {
  return agreement(predictions.map(({ onParentScale }) => onParentScale), labels, predictions.map(({ mos }) => mos));
}

/**
 * Cross-validates, trains on all clips, and writes the model file. The same clips, options and backend give the same bytes.
 * @throws RangeError with fewer than two clips, and for a parent that is fused itself.
 */
export async function finetune(parent: ModelFile, clips: readonly LabelledClip[], options: FinetuneOptions, breathe: Breath, report: Report): Promise<FinetuneResult> {
  if (clips.length < 2) throw new RangeError('Fine-tuning needs at least two labelled videos.');
  if (parent.header.fusion !== undefined) throw new RangeError('A model that is fused with CLIP cannot be tuned further: start from the model that it was made from.');
  const folds = Math.min(options.folds, clips.length);
  const deep = options.deep ?? false;
  const tuner = new FineTuner(parent, clips, deep ? 'stage' : 'head');
  const looked = clips.every(({ chunks }) => chunks.every(({ picture }) => picture !== undefined));
  const clip = options.fusion == null || !looked || deep ? null : promptsAsInFile(options.fusion);
  const trainings = trainingCount(clips.length, folds, clip !== null);
  let finished = 0;
  let stage: 'cross-validation' | 'final' = 'cross-validation';
  const seen: Seen = ({ share, losses, validation }) => {
    const ended = share === 1;
    report({ stage, share: Math.min(0.99, (finished + share) / trainings), training: finished, ended, losses, validation });
    if (ended) finished += 1;
  };
  const all = clips.map((_, i) => i);
  const labels = clips.map(({ label }) => label);
  const { before, after } = await crossValidate(tuner, clips, folds, options.seed, breathe, seen);
  const fusedTuner = clip === null ? null : new FineTuner(parent, clips, clip);
  const fused = fusedTuner === null ? null : (await crossValidate(fusedTuner, clips, folds, options.seed, breathe, seen)).after;
  stage = 'final';

  const train = async (own: FineTuner, name: string, predictions: readonly Prediction[]): Promise<Tuned & { readonly scaling: ClipScaling }> => {
    // Where the folds fit the scale alone, the report speaks of no network: none may be handed out.
    const steps = trainsNetworks(clips.length, folds) ? await chooseLength(own, clips, all, options.seed, breathe, seen) : 0;
    const { recalibration, weights, scaling } = await own.fit(all, [], steps, breathe, seen, { keepWeights: steps > 0 });
    const asParent = steps === 0 && recalibration === NO_RECALIBRATION;
    return { name, steps: asParent ? null : steps, predictions, labels, folds, seed: options.seed, recalibration, weights, scaling, agreement: agreementOf(predictions, labels) };
  };
  const tuned = await train(tuner, options.name, after);
  const withClip = fusedTuner === null || fused === null ? null : await train(fusedTuner, `${options.name} with CLIP`, fused);
  const mos = (predictions: readonly Prediction[]): number[] => predictions.map((prediction) => prediction.mos);
  return {
    model: await tunedFile(parent, tuned),
    // A fusion that was not trained adds nothing: its file would be the parent under another name.
    fused: withClip === null || clip === null || withClip.weights === null ? null : { name: withClip.name, file: await fusedFile(parent, withClip, clip, withClip.scaling) },
    report: {
      clips: clips.map(({ name, label }, i) => ({ name, label, before: before[i]?.mos ?? NaN, after: after[i]?.mos ?? NaN })),
      folds,
      seed: options.seed,
      deep,
      steps: tuned.steps,
      before: agreementOf(before, labels),
      after: tuned.agreement,
      verdict: verdictOf(mos(before), mos(after), labels),
      fusion:
        withClip === null || clip === null
          ? null
          : {
              clip: clip.clip,
              pairs: clip.pairs.length,
              predicted: mos(withClip.predictions),
              fused: withClip.agreement,
              verdict: trainsNetworks(clips.length, folds) ? verdictOf(mos(after), mos(withClip.predictions), labels) : 'unknown',
              steps: withClip.steps,
            },
    },
  };
}
