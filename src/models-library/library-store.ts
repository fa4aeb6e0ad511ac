import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { modelNameSchema, renameModelFile } from '../../models/model-file.ts';
import type { FinetuneReport } from '../../workers/finetune-service.ts';
import { saveFile } from '../export/save-file.ts';
import { messages } from '../messages.ts';
import type { ScoringClient } from '../scoring/scoring-client.ts';
import { modelLabel } from '../store/entry.ts';
import { storageSentence } from '../store/page-database.ts';
import { createPendingWrites } from '../store/pending-writes.ts';
import type { QueueStore } from '../store/queue-store.ts';
import { readSaved, save } from '../store/saved.ts';
import { compareModels } from './compare-models.ts';
import type { ComparedFile, ComparingProgress } from './compare-models.ts';
import { freeName } from './model-records.ts';
import type { KeptModel } from './model-records.ts';
import type { ModelStorage } from './model-storage.ts';

/** A comparison of a model with its parent. */
export type Comparison =
  | ({ readonly kind: 'running'; readonly id: string } & ComparingProgress)
  | { readonly kind: 'done'; readonly id: string; readonly rows: readonly ComparedFile[] }
  | { readonly kind: 'failed'; readonly id: string; readonly error: string };

/** A model that training has just made. */
export interface TrainedModel {
  readonly name: string;
  readonly file: ArrayBuffer;
  readonly report: FinetuneReport;
  readonly parentId: string | null;
  readonly parentLabel: string;
  /** Names the CLIP that is fused in, or null. */
  readonly clip: string | null;
}

/** The models beside the shipped one. */
export interface LibraryState {
  readonly models: readonly KeptModel[];
  /** Null is the shipped model. */
  readonly inUse: string | null;
  /** Whether a model is being put in place. */
  readonly switching: boolean;
  readonly comparison: Comparison | null;
  /** Why storage does not take what it should, one sentence. */
  readonly problem: string | null;
  /** Models, or decisions on them, that storage has not taken yet; they live as long as the page. */
  readonly unkept: number;
  /** Reads the models of earlier visits and puts the one last used in place. */
  readonly load: () => Promise<void>;
  /** Stores a trained model at once, so that closing the page loses nothing; it waits for a decision. @returns its id. */
  readonly addTrained: (model: TrainedModel) => Promise<string>;
  readonly keep: (id: string) => void;
  /** Gives a model another name, in its file too, so that results carry it. A name that a model cannot have changes nothing. */
  readonly rename: (id: string, name: string) => Promise<void>;
  /** Puts a model in place (null: the shipped one) and scores the files on the page with it. */
  readonly use: (id: string | null) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Hands the `.fovea` file to the browser's downloads. */
  readonly exportModel: (id: string) => Promise<void>;
  /** Takes a `.fovea` file, keeps it and puts it in place. A file that is no model is refused; the queue's `modelError` says why. */
  readonly importModel: (file: File) => Promise<void>;
  /** The `.fovea` file of a model (null: the shipped one). @throws Error with one sentence. */
  readonly fileOf: (id: string | null) => Promise<ArrayBuffer>;
  /** Scores all files at hand with a model and its parent. */
  readonly compare: (id: string) => Promise<void>;
  readonly closeComparison: () => void;
}

export type LibraryStore = StoreApi<LibraryState>;

export interface LibraryOptions {
  readonly storage: ModelStorage;
  readonly queue: QueueStore;
  /** Where the shipped model is served. */
  readonly modelUrl: string;
  /** Starts a scoring client beside the queue's. */
  readonly startClient: () => ScoringClient;
}

const KEY = 'fovea.model';

async function hashOf(file: ArrayBuffer): Promise<string> {
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', file)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The models, kept in `storage`. */
export function createLibraryStore({ storage, queue, modelUrl, startClient }: LibraryOptions): LibraryStore {
  /** Files of models that storage has not taken. */
  const inMemory = new Map<string, ArrayBuffer>();

  return createStore<LibraryState>()((set, get) => {
    const writes = createPendingWrites((unkept, refusal) => set({ unkept, problem: unkept === 0 ? null : messages.library.notKept(storageSentence(refusal)) }));

    async function add(model: KeptModel, file: ArrayBuffer): Promise<void> {
      set(({ models }) => ({ models: [...models, model] }));
      await keepFile(model.id, file);
    }

    async function keepFile(id: string, file: ArrayBuffer): Promise<void> {
      inMemory.set(id, file);
      await writes.keep(id, () => write(id));
    }

    /** Writes a model as it is now, with its file where storage has none. */
    async function write(id: string): Promise<void> {
      const model = get().models.find((each) => each.id === id);
      const file = inMemory.get(id);
      if (model === undefined) return;
      if (file === undefined) return storage.update(model);
      await storage.add(model, file);
      // It may have got another name, and so another file, meanwhile.
      if (inMemory.get(id) === file) inMemory.delete(id);
    }

    function scoreAgain(): void {
      const { entries, retry } = queue.getState();
      // Kept features do where the encoders are the same; long files, of which none are kept, keep their score and say that it is of another model.
      for (const { id, status, result } of entries) if (status === 'ok' && result?.featureKey != null) retry(id);
    }

    function placed(id: string | null): void {
      set({ inUse: id });
      save(KEY, id);
      scoreAgain();
    }

    return {
      models: [],
      inUse: null,
      switching: false,
      comparison: null,
      problem: null,
      unkept: 0,

      async load() {
        try {
          const { models, unreadable } = await storage.load();
          set((now) => ({ models: [...models, ...now.models], problem: unreadable > 0 ? messages.storage.unreadable(unreadable) : null }));
        } catch (error) {
          set({ problem: messages.library.notKept(storageSentence(error)) });
          return;
        }
        const last = readSaved(KEY, z.string().nullable());
        if (last !== null && get().models.some(({ id }) => id === last)) await get().use(last);
      },

      async addTrained({ name, file, report, parentId, parentLabel, clip }) {
        const model: KeptModel = {
          id: crypto.randomUUID(), name, label: `${name} 1`, origin: 'trained', kept: false, addedAt: Date.now(),
          fileHash: await hashOf(file), bytes: file.byteLength, parentId, parentLabel, report, clip,
        };
        await add(model, file);
        return model.id;
      },

      keep(id) {
        const model = get().models.find((each) => each.id === id);
        if (model === undefined || model.kept) return;
        const kept = { ...model, kept: true };
        set(({ models }) => ({ models: models.map((each) => (each.id === id ? kept : each)) }));
        void writes.keep(id, () => write(id));
      },

      async rename(id, wish) {
        const model = get().models.find((each) => each.id === id);
        if (model === undefined || get().switching || wish === model.name || !modelNameSchema.safeParse(wish).success) return;
        const name = freeName(wish, get().models.flatMap((each) => (each.id === id ? [] : [each.name])));
        try {
          const file = renameModelFile(await get().fileOf(id), name);
          // The label is the name and a version, which stays.
          const renamed = { ...model, name, label: `${name}${model.label.slice(model.name.length)}`, fileHash: await hashOf(file), bytes: file.byteLength };
          set(({ models }) => ({ models: models.map((each) => (each.id === id ? renamed : each)) }));
          await keepFile(id, file);
          if (get().inUse === id) await get().use(id);
        } catch (error) {
          set({ problem: error instanceof Error ? error.message : messages.library.gone });
        }
      },

      async use(id) {
        if (get().switching) return;
        set({ switching: true });
        try {
          const file = id === null ? null : new File([await get().fileOf(id)], 'model.fovea');
          await queue.getState().replaceModel(file);
          placed(id);
        } catch (error) {
          queue.setState({ modelError: error instanceof Error ? error.message : messages.errors.engineStopped });
        } finally {
          set({ switching: false });
        }
      },

      async remove(id) {
        if (get().inUse === id) await get().use(null);
        if (get().inUse === id) return;
        set(({ models, comparison }) => ({ models: models.filter((each) => each.id !== id), comparison: comparison?.id === id ? null : comparison }));
        inMemory.delete(id);
        writes.forget(id);
        await storage.remove(id).catch((error: unknown) => set({ problem: storageSentence(error) }));
      },

      async exportModel(id) {
        const model = get().models.find((each) => each.id === id);
        if (model === undefined) return;
        try {
          saveFile(`${model.name.replace(/[^\p{L}\p{N}._ -]/gu, '_')}.fovea`, await get().fileOf(id), 'application/octet-stream');
        } catch (error) {
          set({ problem: error instanceof Error ? error.message : messages.library.gone });
        }
      },

      async importModel(file) {
        if (get().switching) return;
        set({ switching: true });
        try {
          const bytes = await file.arrayBuffer();
          const info = await queue.getState().replaceModel(file);
          const fileHash = await hashOf(bytes);
          const known = get().models.find((each) => each.fileHash === fileHash);
          if (known !== undefined) {
            placed(known.id);
            return;
          }
          const { name, parent, clip } = info.model;
          const model: KeptModel = {
            id: crypto.randomUUID(), name, label: modelLabel(info), origin: 'imported', kept: true, addedAt: Date.now(),
            fileHash, bytes: bytes.byteLength, parentId: null, parentLabel: parent, report: null, clip: clip?.id ?? null,
          };
          await add(model, bytes);
          placed(model.id);
        } catch (error) {
          queue.setState({ modelError: error instanceof Error ? error.message : messages.errors.engineStopped });
        } finally {
          set({ switching: false });
        }
      },

      async fileOf(id) {
        if (id === null) {
          const response = await fetch(modelUrl);
          if (!response.ok) throw new Error(messages.library.shippedMissing);
          return response.arrayBuffer();
        }
        const file = inMemory.get(id)?.slice(0) ?? (await storage.file(id).catch(() => null));
        if (file === null) throw new Error(messages.library.gone);
        return file;
      },

      async compare(id) {
        const model = get().models.find((each) => each.id === id);
        if (model === undefined || get().comparison?.kind === 'running') return;
        const files = queue.getState().entries.flatMap(({ name, file, result }) =>
          file !== null && result?.status === 'ok' && result.featureKey !== null ? [{ name, file, settings: result.settings, featureKey: result.featureKey }] : []);
        set({ comparison: { kind: 'running', id, share: 0, decodes: false } });
        const client = startClient();
        try {
          const parentId = get().models.some((each) => each.id === model.parentId) ? model.parentId : null;
          const parent = parentId === null ? null : await get().fileOf(parentId);
          const rows = await compareModels(client, files, parent, await get().fileOf(id), (progress) => set({ comparison: { kind: 'running', id, ...progress } }));
          set({ comparison: { kind: 'done', id, rows } });
        } catch (error) {
          set({ comparison: { kind: 'failed', id, error: error instanceof Error ? error.message : messages.errors.engineStopped } });
        } finally {
          client.dispose();
        }
      },

      closeComparison: () => set({ comparison: null }),
    };
  });
}
