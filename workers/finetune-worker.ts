import './interpreted-schemas.ts';
import { expose, transfer } from 'comlink';
import { startEngine } from '../models/backend.ts';
import { watchDevice } from '../models/device-watch.ts';
import { finetune } from '../models/finetune/finetune.ts';
import { readModelFile, type ModelFile } from '../models/model-file.ts';
import type { QualityModel } from '../models/quality-model.ts';
import { trunkHash } from '../models/trunk.ts';
import { deepClips } from './deep-clips.ts';
import type { FinetuneOutcome, FinetuneProgress, FinetuneRequest, FinetuneService } from './finetune-service.ts';
import { headClips } from './head-clips.ts';
import { startMediaWorker, type MediaClient } from './media-client.ts';
import type { OpenMediaFile } from './media.ts';
import { unlessAborted } from './unless-aborted.ts';

/** The fine-tuning worker: reads kept features, trains, and hands back a model file. */

/** Share of the bar that decoding takes, where anything is decoded. */
const READING_SHARE = 0.3;
/** A training of heads has more checks a second than anybody can see. */
const TELL_EVERY_MS = 100;

let controller: AbortController | null = null;
let paused: { readonly promise: Promise<void>; readonly resume: () => void } | null = null;

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
  let toldAt = -Infinity;
  const tell = ({ ended, ...progress }: Omit<FinetuneProgress, 'secondsLeft'> & { readonly ended: boolean }): void => {
    highest = Math.max(highest, progress.share);
    const now = performance.now();
    if (!ended && now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    const elapsed = (now - began) / 1000;
    onProgress({ ...progress, share: highest, secondsLeft: highest > 0 ? (elapsed * (1 - highest)) / highest : null });
  };
  const trunk = await trunkHash(parent);
  const pace = (): Promise<void> => breathe(signal);
  let reading = 0;
  const read = (share: number): void => {
    reading = READING_SHARE;
    tell({ stage: 'features', share: reading * share, training: 0, ended: false, losses: [], validation: [] });
  };
  // Most trainings of heads decode nothing.
  let media: MediaClient | null = null;
  const open: OpenMediaFile = (...asked) => (media ??= startMediaWorker()).openMediaFile(...asked);
  const { clips, missing, withoutClip } = deep
    ? { ...(await deepClips(model, open, files, trunk, signal, pace, read)), withoutClip: [] }
    : await headClips(model, open, files, trunk, fusion, signal, pace, read);
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
      const { model } = await startEngine(parent, request.backend !== 'auto' ? request.backend : request.deep ? 'webgpu' : 'wasm');
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
