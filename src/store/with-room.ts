import { freeFeatures } from '../../workers/feature-store.ts';
import { isStorageFull } from '../../workers/storage-full.ts';

/** What is freed at once: several models, or thousands of labels. */
const ROOM = 64 * 2 ** 20;

/**
 * Writes what cannot be made again. Where storage is full, features that are kept make room for it: a file can be decoded again.
 * @throws what `write` throws.
 */
export async function withRoom(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isStorageFull(error) || (await freeFeatures(ROOM).catch(() => 0)) === 0) throw error;
    await write();
  }
}
