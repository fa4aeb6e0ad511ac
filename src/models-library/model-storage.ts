import { pageDatabase } from '../store/page-database.ts';
import { withRoom } from '../store/with-room.ts';
import { readModels } from './model-records.ts';
import type { KeptModel } from './model-records.ts';

/** Models between visits. */
export interface ModelStorage {
  /** @throws DOMException where the browser refuses storage. */
  load(): Promise<{ readonly models: readonly KeptModel[]; readonly unreadable: number }>;
  /** Keeps a model with its file, both or neither. @throws DOMException when it does not fit. */
  add(model: KeptModel, file: ArrayBuffer): Promise<void>;
  /** Keeps a change to what is known of a model. @throws DOMException when it does not fit. */
  update(model: KeptModel): Promise<void>;
  /** The `.fovea` file, or null where it is gone. */
  file(id: string): Promise<ArrayBuffer | null>;
  remove(id: string): Promise<void>;
}

/** Models in IndexedDB. */
export const modelStorage: ModelStorage = {
  async load() {
    return readModels(await (await pageDatabase()).getAll('models'));
  },

  async add(model, file) {
    await withRoom(async () => {
      const transaction = (await pageDatabase()).transaction(['models', 'modelFiles'], 'readwrite');
      await Promise.all([transaction.objectStore('models').put(model, model.id), transaction.objectStore('modelFiles').put(file, model.id), transaction.done]);
    });
  },

  async update(model) {
    await withRoom(async () => (await pageDatabase()).put('models', model, model.id));
  },

  async file(id) {
    const file = await (await pageDatabase()).get('modelFiles', id);
    return file instanceof ArrayBuffer ? file : null;
  },

  async remove(id) {
    const transaction = (await pageDatabase()).transaction(['models', 'modelFiles'], 'readwrite');
    await Promise.all([transaction.objectStore('models').delete(id), transaction.objectStore('modelFiles').delete(id), transaction.done]);
  },
};
