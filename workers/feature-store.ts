import { featureDatabase, ROW_STORES, type Row, type RowStore } from './feature-database.ts';
import { bytesOf } from './stored-bytes.ts';
import { isStorageFull } from './storage-full.ts';

/**
 * Rows of the feature database within a bound. Each has an entry in the ledger `uses` with its size and the turn of its last use; where the bound or the
 * browser's quota leaves no room, the least recently used rows of all stores go. They can be computed again: labels and models, in the page's database, cannot.
 */

/** What all rows may take together: features of some 40,000 chunks, or what deep mode reads of 4000. */
export const FEATURES_BOUND = 2 ** 30;

/** The row, or null; reading counts as a use. @throws where storage is refused. */
export async function readRow<S extends RowStore>(store: S, key: string): Promise<Row<S> | null> {
  const row = await (await featureDatabase()).get(store, key);
  if (row === undefined) return null;
  await touch(store, key).catch(() => undefined);
  return row as Row<S>;
}

/**
 * Keeps a row, in the place of others where there is no room beside them.
 * @param bound bytes that all rows may take.
 * @throws DOMException `QuotaExceededError` when it is larger than the bound, or than what the browser gives even when nothing else is kept; others where storage is refused.
 */
export async function keepRow<S extends RowStore>(store: S, key: string, row: Row<S>, bound = FEATURES_BOUND): Promise<void> {
  const bytes = bytesOf(row);
  if (bytes > bound) throw new DOMException('The row is larger than all rows may be.', 'QuotaExceededError');
  const before = (await (await featureDatabase()).get('uses', [store, key]))?.bytes ?? 0;
  await freeFeatures((await featureBytes()) - before + bytes - bound);
  for (let wanted = bytes; ; wanted *= 2) {
    try {
      await write(store, key, row, bytes);
      return;
    } catch (error) {
      // Browsers give room back late and in large pieces: more goes every time, until nothing is left to go.
      if (!isStorageFull(error) || (await freeFeatures(wanted)) === 0) throw error;
    }
  }
}

/** Forgets the least recently used rows until so many bytes are free, or none are left. @returns the bytes of what went. @throws where storage is refused. */
export async function freeFeatures(bytes: number): Promise<number> {
  if (bytes <= 0) return 0;
  const transaction = (await featureDatabase()).transaction([...ROW_STORES, 'uses'], 'readwrite');
  let freed = 0;
  for (let cursor = await transaction.objectStore('uses').index('turn').openCursor(); cursor !== null && freed < bytes; cursor = await cursor.continue()) {
    const [store, key] = cursor.primaryKey;
    freed += cursor.value.bytes;
    await Promise.all([transaction.objectStore(store).delete(key), cursor.delete()]);
  }
  await transaction.done;
  return freed;
}

/** Bytes of all rows, as {@link bytesOf} counts them; what the disk holds is a little more. @throws where storage is refused. */
export async function featureBytes(): Promise<number> {
  const uses = await (await featureDatabase()).getAll('uses');
  return uses.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function write<S extends RowStore>(store: S, key: string, row: Row<S>, bytes: number): Promise<void> {
  const transaction = (await featureDatabase()).transaction([store, 'uses'], 'readwrite');
  const uses = transaction.objectStore('uses');
  const turn = await nextTurn(uses.index('turn'));
  await Promise.all([transaction.objectStore(store).put(row, key), uses.put({ bytes, turn }, [store, key]), transaction.done]);
}

async function touch(store: RowStore, key: string): Promise<void> {
  const { store: uses, done } = (await featureDatabase()).transaction('uses', 'readwrite', { durability: 'relaxed' });
  const use = await uses.get([store, key]);
  if (use !== undefined) await uses.put({ ...use, turn: await nextTurn(uses.index('turn')) }, [store, key]);
  await done;
}

/** Counts on from the latest use: unlike a clock it never stands still or goes back. */
async function nextTurn(turns: { openKeyCursor(range: null, direction: 'prev'): Promise<{ readonly key: number } | null> }): Promise<number> {
  return ((await turns.openKeyCursor(null, 'prev'))?.key ?? 0) + 1;
}
