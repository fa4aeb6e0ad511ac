import { pageDatabase } from '../store/page-database.ts';
import { withRoom } from '../store/with-room.ts';
import type { LabelImport } from './label-book.ts';
import { readImports, readSessions } from './label-records.ts';
import type { RatingSession } from './rating-session.ts';

/** Labels between visits. */
export interface LabelStorage {
  /** @throws DOMException where the browser refuses storage. */
  load(): Promise<{ readonly sessions: readonly RatingSession[]; readonly imports: readonly LabelImport[]; readonly unreadable: number }>;
  /** @throws DOMException when it does not fit. */
  keepSession(session: RatingSession): Promise<void>;
  /** @throws DOMException when it does not fit. */
  keepImport(labels: LabelImport): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

/** Commits at once: a page that is closed in the same moment would take a transaction with it that still waits to hear of its request. */
async function put(store: 'sessions' | 'imports', record: RatingSession | LabelImport): Promise<void> {
  const transaction = (await pageDatabase()).transaction(store, 'readwrite');
  const written = transaction.store.put(record, record.id);
  transaction.commit();
  await Promise.all([written, transaction.done]);
}

/** Labels in IndexedDB. */
export const labelStorage: LabelStorage = {
  async load() {
    const db = await pageDatabase();
    const sessions = readSessions(await db.getAll('sessions'));
    const imports = readImports(await db.getAll('imports'));
    return { sessions: sessions.records, imports: imports.records, unreadable: sessions.unreadable + imports.unreadable };
  },

  async keepSession(session) {
    await withRoom(() => put('sessions', session));
  },

  async keepImport(labels) {
    await withRoom(() => put('imports', labels));
  },

  async remove(ids) {
    const transaction = (await pageDatabase()).transaction(['sessions', 'imports'], 'readwrite');
    await Promise.all(ids.flatMap((id) => [transaction.objectStore('sessions').delete(id), transaction.objectStore('imports').delete(id)]));
    await transaction.done;
  },
};
