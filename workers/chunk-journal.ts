import type { CachedChunk } from './feature-cache.ts';
import { featureDatabase } from './feature-database.ts';

/**
 * The finished chunks of a file that is not finished, kept as they come: after a crash of the worker or of the whole page nothing of them is computed
 * again, and the file can still take part in training. A file that is finished, given up or cancelled leaves nothing here.
 */

export interface JournalEntry {
  readonly chunk: CachedChunk;
  /** What CLIP said of it, and which CLIP; null where none looked. */
  readonly clip: { readonly id: string; readonly picture: Float32Array } | null;
  /** When it was written, milliseconds of the epoch. */
  readonly at: number;
}

/** A page that was closed in the middle of a file may come back; after a day it is not waited for. */
const KEPT_MS = 24 * 60 * 60 * 1000;

const all = (key: string): IDBKeyRange => IDBKeyRange.bound([key, 0], [key, Infinity]);

/** The first chunks of a file, without a gap; none where storage is closed. @param clip names the CLIP that must have looked at each, null where none is on. */
export async function readJournal(key: string, clip: string | null): Promise<readonly JournalEntry[]> {
  try {
    const store = (await featureDatabase()).transaction('begun').store;
    const [keys, entries] = await Promise.all([store.getAllKeys(all(key)), store.getAll(all(key))]);
    const end = entries.findIndex((entry, i) => keys[i]?.[1] !== i || (clip !== null && entry.clip?.id !== clip));
    return end < 0 ? entries : entries.slice(0, end);
  } catch {
    return [];
  }
}

/** Keeps a chunk. @returns whether there was room; without, the file is only slower after a crash. */
export async function writeJournal(key: string, place: number, chunk: CachedChunk, clip: JournalEntry['clip']): Promise<boolean> {
  try {
    const transaction = (await featureDatabase()).transaction('begun', 'readwrite', { durability: 'relaxed' });
    await Promise.all([transaction.store.put({ chunk, clip, at: Date.now() }, [key, place]), transaction.done]);
    return true;
  } catch {
    return false;
  }
}

/** Forgets the chunks of a file. */
export async function clearJournal(key: string): Promise<void> {
  try {
    await (await featureDatabase()).delete('begun', all(key));
  } catch {
    // Storage that was taken back holds none.
  }
}

/** Forgets what files left behind that nobody came back to. */
export async function tidyJournal(now = Date.now()): Promise<void> {
  try {
    const { store, done } = (await featureDatabase()).transaction('begun', 'readwrite');
    for (let cursor = await store.openCursor(); cursor !== null; cursor = await cursor.continue()) {
      if (cursor.value.at < now - KEPT_MS) await cursor.delete();
    }
    await done;
  } catch {
    // As above.
  }
}
