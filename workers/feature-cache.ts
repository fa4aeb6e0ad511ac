import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { MediaInfo, SaliencyMaps, ScoringSettings } from './scoring-types.ts';

/**
 * What the encoders said of a file, kept in IndexedDB by content: another head (a fine-tuned model, its parent) scores the file again without
 * decoding it, and fine-tuning starts from here.
 */

/** Features of one chunk with what a new score needs beside them. */
export interface CachedChunk {
  readonly index: number;
  readonly startS: number;
  readonly endS: number;
  /** 4460 values, in full precision: a score from the cache is the score of the first run to the bit. */
  readonly features: Float32Array;
  readonly cellWeights: Float32Array;
  readonly cellTerms: Float32Array;
  readonly saliency: SaliencyMaps;
}

export interface CachedFeatures {
  readonly media: MediaInfo;
  readonly notes: readonly string[];
  readonly shareSeen: number;
  readonly chunks: readonly CachedChunk[];
}

interface Schema extends DBSchema {
  features: { key: string; value: CachedFeatures };
  /** What CLIP said of a file's chunks, in their order. */
  pictures: { key: string; value: readonly Float32Array[] };
}

const NAME = 'fovea-features';
/** Longer videos are scored anew: an hour's features are some 90 MB. */
export const MAX_CACHED_CHUNKS = 1800;

let database: Promise<IDBPDatabase<Schema>> | null = null;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>(NAME, 2, {
    upgrade: (db, before) => {
      if (before < 1) db.createObjectStore('features');
      if (before < 2) db.createObjectStore('pictures');
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
  // A private window may refuse storage; a later call may be allowed again.
  database.catch(() => {
    database = null;
  });
  return database;
}

/** Key of a file's features under a trunk and sampling. */
export function featureKey(contentHash: string, trunk: string, settings: Pick<ScoringSettings, 'chunkSeconds' | 'coverage'>): string {
  return `${contentHash}:${trunk.slice(0, 16)}:${settings.chunkSeconds}:${settings.coverage}`;
}

/** The content that a key speaks of, as `contentHash` names it. */
export function contentOfKey(key: string): string {
  return key.split(':')[0] ?? '';
}

/** Whether a key names what this trunk made of a file. */
export function isOfTrunk(key: string, trunk: string): boolean {
  return key.split(':')[1] === trunk.slice(0, 16);
}

/** Cached features, or null. A cache that cannot be read is an empty one. */
export async function readFeatures(key: string): Promise<CachedFeatures | null> {
  try {
    return (await (await open()).get('features', key)) ?? null;
  } catch {
    return null;
  }
}

/** Keeps features. `refused` when they do not fit or storage is closed, which costs only time later; `left-out` when there are none or too many. */
export async function keepFeatures(key: string, features: CachedFeatures): Promise<'kept' | 'left-out' | 'refused'> {
  if (features.chunks.length === 0 || features.chunks.length > MAX_CACHED_CHUNKS) return 'left-out';
  try {
    await (await open()).put('features', features, key);
    return 'kept';
  } catch {
    return 'refused';
  }
}

/** What a CLIP said of a file's chunks earlier, or null. */
export async function readPictures(key: string, clip: string): Promise<readonly Float32Array[] | null> {
  try {
    return (await (await open()).get('pictures', `${key}:${clip}`)) ?? null;
  } catch {
    return null;
  }
}

/** Keeps what a CLIP said of a file's chunks; a storage that refuses costs only time later. */
export async function keepPictures(key: string, clip: string, pictures: readonly Float32Array[]): Promise<void> {
  try {
    await (await open()).put('pictures', pictures, `${key}:${clip}`);
  } catch {
    // Looked at again next time.
  }
}

/** Forgets all features. */
export async function clearFeatures(): Promise<void> {
  const db = await open();
  db.close();
  database = null;
  await deleteDB(NAME);
}
