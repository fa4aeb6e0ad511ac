import { adapterAbsence } from '../models/graphics-adapter.ts';
import type { FileResult, ScoringSettings } from '../workers/scoring-types.ts';
import { DRIVER_FILES_ID, DRIVER_MODEL_ID } from './driver-types.ts';
import type { DriverEvent, DriverResult, FoveaDriver } from './driver-types.ts';
import { startFinetune } from './finetune/finetune-client.ts';
import { itemsFromFiles } from './drop/dropped-items.ts';
import { scoringSettingsSchema } from './export/file-result-schema.ts';
import { base64, wireResult } from './export/wire-result.ts';
import { messages } from './messages.ts';
import type { ScoringClient } from './scoring/scoring-client.ts';
import { isFinished } from './store/entry.ts';
import type { Entry } from './store/entry.ts';
import type { QueueState, QueueStore } from './store/queue-store.ts';

function inputFiles(id: string): File[] {
  const input = document.getElementById(id);
  const files = input instanceof HTMLInputElement && input.files !== null ? [...input.files] : [];
  if (files.length === 0) throw new Error(messages.errors.noDriverInput);
  return files;
}

function tell(event: DriverEvent): void {
  void window.foveaProgress?.(event);
}

async function deepRefusal(backend: ScoringSettings['backend']): Promise<string | null> {
  // Who names a backend means it, however slow.
  const absent = backend === 'auto' ? await adapterAbsence() : null;
  return absent === null ? null : messages.training.noDeep(absent);
}

/** What drives the page from outside, through the same queue that people use. */
export function createDriver(client: ScoringClient, queue: QueueStore): FoveaDriver {
  let results: DriverResult[] = [];

  function resultOf(entry: Entry): FileResult {
    if (entry.result !== null) return entry.result;
    throw new Error(entry.error ?? messages.files.cancelled);
  }

  return {
    prepare(backend) {
      const { settings, setSettings } = queue.getState();
      if (settings.backend !== backend) setSettings({ ...settings, backend });
      return queue.getState().prepare();
    },

    async useModel() {
      return queue.getState().replaceModel(inputFiles(DRIVER_MODEL_ID)[0] ?? null);
    },

    async score(settings, options) {
      const maps = options?.maps ?? false;
      const files = inputFiles(DRIVER_FILES_ID);
      const { clear, setSettings, add } = queue.getState();
      clear();
      results = [];
      setSettings(scoringSettingsSchema.parse(settings));
      const ids = add(itemsFromFiles(files));
      const told = new Map<number, Entry>();

      await new Promise<void>((resolve, reject) => {
        // Maps are read from where they are kept; results are told in the order in which they came.
        let telling = Promise.resolve();
        const stop = (error: unknown): void => {
          unsubscribe();
          reject(error instanceof Error ? error : new Error(String(error)));
        };
        const look = ({ entries }: QueueState): void => {
          try {
            for (const [index, id] of ids.entries()) {
              const entry = entries.find((each) => each.id === id);
              if (entry === undefined || told.get(id) === entry) continue;
              const before = told.get(id);
              told.set(id, entry);
              if (entry.status === 'scoring' && entry.total > 0 && (before?.done !== entry.done || before.total !== entry.total)) {
                tell({ kind: 'progress', index, name: entry.name, done: entry.done, total: entry.total });
              }
              if (!isFinished(entry)) continue;
              const finished = resultOf(entry);
              telling = telling.then(async () => {
                const result = await wireResult(finished, entry.maps, { maps, clip: false });
                results.push({ index, name: entry.name, result });
                tell({ kind: 'result', index, name: entry.name, result });
                if (results.length < ids.length) return;
                unsubscribe();
                resolve();
              });
              telling.catch(stop);
            }
          } catch (error) {
            stop(error);
          }
        };
        const unsubscribe = queue.subscribe(look);
        look(queue.getState());
      });
      clear();
      return files.length;
    },

    results: () => results,

    deepRefusal,

    async finetune({ labels, backend, name, folds, seed, deep }) {
      const refusal = deep ? await deepRefusal(backend) : null;
      if (refusal !== null) throw new Error(refusal);
      const given = inputFiles(DRIVER_FILES_ID);
      const resultOfIndex = new Map(results.map(({ index, result }) => [index, result]));
      const unscored: string[] = [];
      const files = labels.flatMap(({ index, name: file, label }) => {
        const scored = resultOfIndex.get(index);
        const video = given[index];
        if (scored?.featureKey == null || video === undefined) {
          unscored.push(file);
          return [];
        }
        return [{ name: file, label, featureKey: scored.featureKey, file: video, chunkSeconds: scored.settings.chunkSeconds }];
      });
      const run = startFinetune({ parent: await client.modelBytes(), backend, files, name, folds, seed, fusion: null, deep }, ({ share }) => tell({ kind: 'training', share }));
      const { model, report, missing } = await run.outcome;
      return { model: base64(new Uint8Array(model)), report, missing: [...unscored, ...missing] };
    },

    counts: () => client.counts(),
  };
}
