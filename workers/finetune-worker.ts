import './interpreted-schemas.ts';
import { expose, transfer } from 'comlink';
import { startEngine } from '../models/backend.ts';
import { finetune } from '../models/finetune/finetune.ts';
import type { LabelledClip } from '../models/finetune/labelled-clip.ts';
import { readModelFile } from '../models/model-file.ts';
import { trunkHash } from '../models/trunk.ts';
import { isOfTrunk, readFeatures, readPictures } from './feature-cache.ts';
import type { FinetuneProgress, FinetuneService, FusedClip, LabelledFile } from './finetune-service.ts';

/** The fine-tuning worker: reads kept features, trains, and hands back a model file. */

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
    // Another encoder's features would mean nothing to this model's head.
    const kept = isOfTrunk(featureKey, trunk) ? await readFeatures(featureKey) : null;
    if (kept === null) {
      missing.push(name);
      continue;
    }
    const pictures = fusion === null ? null : await readPictures(featureKey, fusion.clip);
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

const service: FinetuneService = {
  train: async (request, onProgress) => {
    if (controller !== null) throw new Error('A fine-tuning is already running.');
    const running = new AbortController();
    controller = running;
    try {
      const parent = await readModelFile(request.parent);
      // The heads are small: a GPU gains nothing here, and wasm gives the same bytes twice.
      const engine = await startEngine(parent, request.backend === 'auto' ? 'wasm' : request.backend);
      try {
        const { clips, missing, withoutClip } = await loadClips(request.files, await trunkHash(parent), request.fusion);
        if (clips.length < 2) throw new Error('Fine-tuning needs at least two labelled videos that were scored.');
        const began = performance.now();
        let highest = 0;
        const { model, fused, report } = await finetune(
          parent,
          clips,
          { name: request.name, folds: request.folds, seed: request.seed, fusion: withoutClip.length === 0 ? request.fusion : null },
          () => breathe(running.signal),
          ({ stage, share, losses, validation }) => {
            highest = Math.max(highest, share);
            const elapsed = (performance.now() - began) / 1000;
            const progress: FinetuneProgress = { stage, share: highest, secondsLeft: highest > 0 ? (elapsed * (1 - highest)) / highest : null, losses, validation };
            onProgress(progress);
          },
        );
        return transfer({ model, fused, report, missing, withoutClip }, fused === null ? [model] : [model, fused.file]);
      } finally {
        engine.model.dispose();
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
