import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
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

let database: Promise<PageDatabase> | null = null;

/** The page's database. @throws DOMException where the browser refuses storage. */
export function pageDatabase(): Promise<PageDatabase> {
  database ??= openDB<PageSchema>(NAME, 3, {
    upgrade: (db) => {
      for (const store of ['sessions', 'imports', 'models', 'modelFiles', 'projects', 'projectFiles', 'spilled'] as const) {
        if (!db.objectStoreNames.contains(store)) db.createObjectStore(store);
      }
    },
    // Another tab upgrades or clears: let go, or it waits for ever.
    blocking: () => {
      void database?.then((db) => db.close());
      database = null;
    },
    terminated: () => {
      database = null;
    },
  });
  // A private window may refuse storage; a later call may be allowed again.
  database.catch(() => {
    database = null;
  });
  return database;
}

/** Why something could not be kept, as one sentence. */
export function storageSentence(error: unknown): string {
  return isStorageFull(error) ? messages.storage.full : messages.storage.refused;
}
