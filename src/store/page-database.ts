import type { DBSchema, IDBPDatabase } from 'idb';
import { sharedDatabase } from '../../workers/shared-database.ts';
import { isStorageFull } from '../../workers/storage-full.ts';
import { messages } from '../messages.ts';

/** What the page keeps in the browser between visits. Values are unknown until a schema has looked at them: another version may have written them. */
interface PageSchema extends DBSchema {
  sessions: { key: string; value: unknown };
  imports: { key: string; value: unknown };
  models: { key: string; value: unknown };
  modelFiles: { key: string; value: unknown };
  projects: { key: string; value: unknown };
  projectFiles: { key: string; value: unknown };
  /** Passed through on the way to disk (`disk-blob.ts`). */
  spilled: { key: string; value: Blob };
}

export type PageDatabase = IDBPDatabase<PageSchema>;

const NAME = 'fovea-page';

const database = sharedDatabase<PageSchema>(NAME, 3, (db) => {
  for (const store of ['sessions', 'imports', 'models', 'modelFiles', 'projects', 'projectFiles', 'spilled'] as const) {
    if (!db.objectStoreNames.contains(store)) db.createObjectStore(store);
  }
});

/** The page's database. @throws DOMException where the browser refuses storage. */
export function pageDatabase(): Promise<PageDatabase> {
  return database.open();
}

/** Why something could not be kept, as one sentence. */
export function storageSentence(error: unknown): string {
  return isStorageFull(error) ? messages.storage.full : messages.storage.refused;
}
