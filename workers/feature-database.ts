import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { FeatureChunk } from '../models/finetune/labelled-clip.ts';
import type { CachedFeatures } from './feature-cache.ts';
import type { JournalEntry } from './chunk-journal.ts';
import { bytesOf } from './stored-bytes.ts';

interface Schema extends DBSchema {
  features: { key: string; value: CachedFeatures };
  /** What CLIP said of a file's chunks, in their order. */
  pictures: { key: string; value: readonly Float32Array[] };
  /** The finished chunks of files that are not finished, by the file's key and the chunk's place. */
  begun: { key: [string, number]; value: JournalEntry };
  /** A few chunks of a file with what the encoder's last stage reads of them, for training that stage: 280 kB a chunk. */
  stages: { key: string; value: readonly FeatureChunk[] };
  /** Of every row of the {@link ROW_STORES}: its size, and when it was used last, in turns. */
  uses: { key: [RowStore, string]; value: { readonly bytes: number; readonly turn: number }; indexes: { turn: number } };
}

/** The stores that share one bound (feature-store.ts). */
export const ROW_STORES = ['features', 'pictures', 'stages'] as const;

export type RowStore = (typeof ROW_STORES)[number];

export type Row<S extends RowStore> = Schema[S]['value'];

const NAME = 'fovea-features';

let database: Promise<IDBPDatabase<Schema>> | null = null;

/** The database of what the encoders said. @throws where storage is refused, as in some private windows; a later call may be allowed again. */
export function featureDatabase(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>(NAME, 6, {
    upgrade: (db, before, _now, transaction) => {
      if (before < 1) db.createObjectStore('features');
      if (before < 4) {
        // Up to 3 CLIP was shown frames pressed into a square.
        if (before > 1) db.deleteObjectStore('pictures');
        if (before > 2) db.deleteObjectStore('begun');
        db.createObjectStore('pictures');
        db.createObjectStore('begun');
      }
      if (before < 5) db.createObjectStore('stages');
      if (before < 6) {
        db.createObjectStore('uses').createIndex('turn', 'turn');
        // An upgrade that fails aborts its transaction by itself.
        enterRows(transaction).catch(() => undefined);
      }
    },
    // Another tab upgrades or clears: let go, or it waits for ever.
    blocking: () => {
      void database?.then((db) => db.close());
      database = null;
    },
    // The browser has taken the storage back, or the user has cleared it.
    terminated: () => {
      database = null;
    },
  });
  database.catch(() => {
    database = null;
  });
  return database;
}

/** Enters the rows of earlier versions, which had no bound, as never used. */
async function enterRows(transaction: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>): Promise<void> {
  for (const store of ROW_STORES) {
    for (let cursor = await transaction.objectStore(store).openCursor(); cursor !== null; cursor = await cursor.continue()) {
      await transaction.objectStore('uses').put({ bytes: bytesOf(cursor.value), turn: 0 }, [store, cursor.key]);
    }
  }
}

/** Forgets everything. */
export async function deleteFeatureDatabase(): Promise<void> {
  const db = await featureDatabase();
  db.close();
  database = null;
  await deleteDB(NAME);
}
