import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { FinetuneProgress, FinetuneReport, FusedClip, LabelledFile } from '../../workers/finetune-service.ts';
import type { ClipState, ClipStore } from '../clip/clip-store.ts';
import { messages } from '../messages.ts';
import type { LibraryStore } from '../models-library/library-store.ts';
import { isAbort } from '../scoring/scoring-client.ts';
import type { QueueStore } from '../store/queue-store.ts';
import { startFinetune } from './finetune-client.ts';
import type { FinetuneRun } from './finetune-client.ts';
import { interruptedTraining, markTraining } from './interrupted-training.ts';
import { withCurves, type TrainingCurves } from './training-curves.ts';

/** Where the latest fine-tuning is. */
export type TrainingState =
  | { readonly kind: 'idle' }
  /** The page was closed in the middle of one, on an earlier visit. */
  | { readonly kind: 'interrupted'; readonly clips: number }
  | { readonly kind: 'running'; readonly progress: FinetuneProgress | null; readonly curves: readonly TrainingCurves[]; readonly paused: boolean; readonly clips: number }
  | { readonly kind: 'done'; readonly modelId: string; readonly fusedId: string | null; readonly report: FinetuneReport; readonly missing: readonly string[]; readonly withoutClip: readonly string[] }
  | { readonly kind: 'failed'; readonly error: string };

/** What to train with. */
export interface TrainingWish {
  readonly name: string;
  /** Null for the shipped model. */
  readonly parentId: string | null;
  readonly parentLabel: string;
  readonly files: readonly LabelledFile[];
  /** Whether the last stage of the encoder trains as well. */
  readonly deep: boolean;
}

export interface TrainingActions {
  readonly training: TrainingState;
  /** Looks whether a training of an earlier visit was interrupted. */
  readonly load: () => Promise<void>;
  /** Trains and hands the model to the library; nothing is put in place. */
  readonly start: (wish: TrainingWish) => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
  /** Back to the start, the model stays in the library. */
  readonly dismiss: () => void;
}

export type TrainingStore = StoreApi<TrainingActions>;

const FOLDS = 5;
const SEED = 1;

/** What to fuse in: CLIP and the prompts, where CLIP is on. */
function fusionWith({ status, pairs, texts }: ClipState): FusedClip | null {
  if (status.kind !== 'on') return null;
  const features = pairs.flatMap((pair) => {
    const positive = texts.get(pair.positive);
    const negative = texts.get(pair.negative);
    return positive === undefined || negative === undefined ? [] : [{ ...pair, positiveFeatures: positive, negativeFeatures: negative }];
  });
  return { clip: status.info.id, pairs: features };
}

/** Fine-tuning, one run at a time; it goes on while its panel is closed. */
export function createTrainingStore(library: LibraryStore, queue: QueueStore, clip: ClipStore): TrainingStore {
  let run: FinetuneRun | null = null;
  /** Heard between steps only: a training that is at its end by then comes through, and is not wanted any more. */
  let cancelled = false;
  return createStore<TrainingActions>()((set, get) => {
    function running(change: (now: Extract<TrainingState, { kind: 'running' }>) => Partial<Extract<TrainingState, { kind: 'running' }>>): void {
      const { training } = get();
      if (training.kind === 'running') set({ training: { ...training, ...change(training) } });
    }

    return {
      training: { kind: 'idle' },

      async load() {
        const clips = await interruptedTraining().catch(() => null);
        if (clips !== null && get().training.kind === 'idle') set({ training: { kind: 'interrupted', clips } });
      },

      async start({ name, parentId, parentLabel, files, deep }) {
        if (get().training.kind === 'running') return;
        const training: TrainingState = { kind: 'running', progress: null, curves: [], paused: false, clips: files.length };
        set({ training });
        cancelled = false;
        try {
          const parent = await library.getState().fileOf(parentId);
          // Cancelled before it began.
          if (get().training !== training) return;
          run = startFinetune({ parent, backend: queue.getState().settings.backend, files, name, folds: FOLDS, seed: SEED, fusion: deep ? null : fusionWith(clip.getState()), deep }, (progress) =>
            running(({ curves }) => ({ progress, curves: withCurves(curves, progress) })));
          const { outcome } = run;
          const done = await markTraining(files.length, async (): Promise<TrainingState> => {
            const { model, fused, report, missing, withoutClip } = await outcome;
            if (cancelled) return { kind: 'idle' };
            const { addTrained } = library.getState();
            const modelId = await addTrained({ name, file: model, report, parentId, parentLabel, clip: null });
            const fusedId = fused === null ? null : await addTrained({ name: fused.name, file: fused.file, report, parentId, parentLabel, clip: report.fusion?.clip ?? null });
            return { kind: 'done', modelId, fusedId, report, missing, withoutClip };
          });
          set({ training: done });
        } catch (error) {
          set({ training: isAbort(error) ? { kind: 'idle' } : { kind: 'failed', error: error instanceof Error ? error.message : messages.training.stopped } });
        } finally {
          run = null;
        }
      },

      pause() {
        run?.pause();
        running(() => ({ paused: true }));
      },

      resume() {
        run?.resume();
        running(() => ({ paused: false }));
      },

      cancel() {
        cancelled = true;
        run?.cancel();
        if (run === null) set({ training: { kind: 'idle' } });
      },

      dismiss: () => set({ training: { kind: 'idle' } }),
    };
  });
}
