import { pageDatabase } from './page-database.ts';

let tidied: Promise<void> | null = null;

/** Forgets what a page left that was closed in the middle; one that is at it in another tab keeps its bytes in memory. */
async function tidy(): Promise<void> {
  await (await pageDatabase()).clear('spilled');
}

/**
 * The same bytes, on disk instead of in the browser's memory: put into the database, taken out as a blob that only refers to them, and struck off there, so that
 * they last as long as somebody holds the blob. Where storage is refused, or does not give them back, the blob that was given.
 */
export async function diskBlob(blob: Blob): Promise<Blob> {
  try {
    await (tidied ??= tidy());
    const database = await pageDatabase();
    const key = crypto.randomUUID();
    await database.put('spilled', blob, key);
    const kept = await database.get('spilled', key);
    await database.delete('spilled', key);
    if (!(kept instanceof Blob) || kept.size !== blob.size) return blob;
    // Another browser may lose the bytes with their record.
    await kept.slice(-1).arrayBuffer();
    return kept;
  } catch {
    tidied = null;
    return blob;
  }
}
