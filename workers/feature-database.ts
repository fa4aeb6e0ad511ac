import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { FeatureChunk } from '../models/finetune/labelled-clip.ts';
import type { CachedFeatures } from './feature-cache.ts';
import type { JournalEntry } from './chunk-journal.ts';
import { sharedDatabase } from './shared-database.ts';
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

const database = sharedDatabase<Schema>(NAME, 6, (db, before, _now, transaction) => {
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
});

/** The database of what the encoders said. @throws where storage is refused, as in some private windows; a later call may be allowed again. */
export function featureDatabase(): Promise<IDBPDatabase<Schema>> {
  return database.open();
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
export function deleteFeatureDatabase(): Promise<void> {
  return database.remove();
}
