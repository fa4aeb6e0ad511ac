import './interpreted-schemas.ts';
import { expose, transfer } from 'comlink';
import { startEngine } from '../models/backend.ts';
import { watchDevice } from '../models/device-watch.ts';
import { finetune } from '../models/finetune/finetune.ts';
import type { LabelledClip } from '../models/finetune/labelled-clip.ts';
import { readModelFile, type ModelFile } from '../models/model-file.ts';
import type { QualityModel } from '../models/quality-model.ts';
import { trunkHash } from '../models/trunk.ts';
import { deepClips } from './deep-clips.ts';
import { readFeatures, readPictures } from './feature-cache.ts';
import { keyUnderTrunk } from './feature-key.ts';
import type { FinetuneOutcome, FinetuneProgress, FinetuneRequest, FinetuneService, FusedClip, LabelledFile } from './finetune-service.ts';
import { startMediaWorker } from './media-client.ts';
import { unlessAborted } from './unless-aborted.ts';

/** The fine-tuning worker: reads kept features, trains, and hands back a model file. */

/** Share of the bar that decoding takes in deep mode. */
const DEEP_READING_SHARE = 0.3;

let controller: AbortController | null = null;
let paused: { readonly promise: Promise<void>; readonly resume: () => void } | null = null;

interface LoadedClips {
  readonly clips: LabelledClip[];
  readonly missing: string[];
  readonly withoutClip: string[];
}

async function loadClips(files: readonly LabelledFile[], trunk: string, fusion: FusedClip | null): Promise<LoadedClips> {
  const clips: LabelledClip[] = [];
  const missing: string[] = [];
  const withoutClip: string[] = [];
  for (const { name, label, featureKey } of files) {
    // Another encoder's features would mean nothing to this model's head: a file that was last scored with another one may have been scored with this, too.
    const key = keyUnderTrunk(featureKey, trunk);
    const kept = await readFeatures(key);
    if (kept === null) {
      missing.push(name);
      continue;
    }
    const pictures = fusion === null ? null : await readPictures(key, fusion.clip);
    if (fusion !== null && pictures?.length !== kept.chunks.length) withoutClip.push(name);
    clips.push({
      name,
      label,
      chunks: kept.chunks.map(({ features, cellTerms, startS, endS }, i) => ({
        features,
        localTerm: cellTerms.reduce((sum, term) => sum + term, 0),
        durationS: endS > startS ? endS - startS : 1,
        ...(pictures?.[i] === undefined ? {} : { picture: pictures[i] }),
      })),
    });
  }
  return { clips, missing, withoutClip };
}

/** Lets messages in, waits while paused, and throws when cancelled. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  while (paused !== null && !signal.aborted) await paused.promise;
  if (signal.aborted) throw new DOMException('Fine-tuning was cancelled.', 'AbortError');
}

async function train(parent: ModelFile, model: QualityModel, request: FinetuneRequest, signal: AbortSignal, onProgress: (progress: FinetuneProgress) => void): Promise<FinetuneOutcome> {
  const { deep, files, fusion } = request;
  const began = performance.now();
  let highest = 0;
  const tell = (progress: Pick<FinetuneProgress, 'stage' | 'share' | 'losses' | 'validation'>): void => {
    highest = Math.max(highest, progress.share);
    const elapsed = (performance.now() - began) / 1000;
    onProgress({ ...progress, share: highest, secondsLeft: highest > 0 ? (elapsed * (1 - highest)) / highest : null });
  };
  const trunk = await trunkHash(parent);
  const pace = (): Promise<void> => breathe(signal);
  const reading = deep ? DEEP_READING_SHARE : 0;
  const read = (share: number): void => tell({ stage: 'features', share: reading * share, losses: [], validation: [] });
  const { clips, missing, withoutClip } = deep
    ? { ...(await deepClips(model, startMediaWorker().openMediaFile, files, trunk, signal, pace, read)), withoutClip: [] }
    : await loadClips(files, trunk, fusion);
  if (clips.length < 2) throw new Error('Fine-tuning needs at least two labelled videos that were scored.');
  const trained = await finetune(parent, clips, { name: request.name, folds: request.folds, seed: request.seed, fusion: withoutClip.length === 0 ? fusion : null, deep }, pace, (progress) =>
    tell({ ...progress, share: reading + (1 - reading) * progress.share }));
  return { ...trained, missing, withoutClip };
}

const service: FinetuneService = {
  train: async (request, onProgress) => {
    if (controller !== null) throw new Error('A fine-tuning is already running.');
    const running = new AbortController();
    controller = running;
    try {
      const parent = await readModelFile(request.parent);
      // The heads are small: a GPU gains nothing there, and wasm gives the same bytes twice. The encoder's stage is not.
      const { model } = await startEngine(parent, request.deep ? 'webgpu' : request.backend === 'auto' ? 'wasm' : request.backend);
      const watch = watchDevice();
      try {
        // A device that is gone computes zeros or nothing at all.
        const outcome = await unlessAborted(train(parent, model, request, running.signal, onProgress), watch.gone);
        return transfer(outcome, outcome.fused === null ? [outcome.model] : [outcome.model, outcome.fused.file]);
      } catch (error) {
        const fault = watch.fault();
        throw fault === null ? error : new Error(`The training could not go on: ${fault}.`, { cause: error });
      } finally {
        watch.close();
        model.dispose();
      }
    } finally {
      controller = null;
    }
  },

  pause: () => {
    if (paused !== null) return;
    let resume: () => void = () => undefined;
    const promise = new Promise<void>((resolve) => {
      resume = resolve;
    });
    paused = { promise, resume };
  },

  resume: () => {
    paused?.resume();
    paused = null;
  },

  cancel: () => {
    controller?.abort();
    paused?.resume();
    paused = null;
  },
};

expose(service);
