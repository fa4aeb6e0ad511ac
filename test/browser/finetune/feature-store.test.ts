import { beforeEach, expect, it } from 'vitest';
import { openDB } from 'idb';
import { deleteFeatureDatabase, featureDatabase } from '../../../workers/feature-database.ts';
import { featureBytes, freeFeatures, keepRow, readRow } from '../../../workers/feature-store.ts';
import { bytesOf } from '../../../workers/stored-bytes.ts';

beforeEach(deleteFeatureDatabase);

/** What CLIP said of one chunk, of a size that tells. */
const row = (bytes: number): readonly Float32Array[] => [new Float32Array(bytes / 4)];
const KB = 1024;
const BOUND = 100 * KB;

async function kept(): Promise<string[]> {
  return (await (await featureDatabase()).getAllKeys('pictures')).sort();
}

it('what was not used for longest goes when the bound is reached, of every store', async () => {
  await keepRow('stages', 'deep', [{ features: new Float32Array(10 * KB / 4), localTerm: 0, durationS: 1 }], BOUND);
  for (const key of ['a', 'b', 'c']) await keepRow('pictures', key, row(28 * KB), BOUND);
  expect(await readRow('pictures', 'a')).toEqual(row(28 * KB));
  // The one row of another store is the oldest; then b, because a was read since.
  await keepRow('pictures', 'd', row(28 * KB), BOUND);
  expect(await kept()).toEqual(['a', 'c', 'd']);
  expect(await readRow('stages', 'deep')).toBeNull();
  expect(await featureBytes()).toBeLessThanOrEqual(BOUND);
  // A row that takes the place of itself is counted once.
  await keepRow('pictures', 'd', row(30 * KB), BOUND);
  expect(await featureBytes()).toBe(2 * bytesOf(row(28 * KB)) + bytesOf(row(30 * KB)));
  await expect(keepRow('pictures', 'e', row(101 * KB), BOUND)).rejects.toThrow('larger than all rows may be');
  expect(await kept()).toEqual(['a', 'c', 'd']);
});

it('room is made when it is asked for, and none is when there is nothing left', async () => {
  for (const key of ['a', 'b', 'c']) await keepRow('pictures', key, row(8 * KB));
  expect(await freeFeatures(0)).toBe(0);
  expect(await freeFeatures(9 * KB)).toBe(2 * bytesOf(row(8 * KB)));
  expect(await kept()).toEqual(['c']);
  expect(await freeFeatures(Infinity)).toBe(bytesOf(row(8 * KB)));
  expect(await freeFeatures(1)).toBe(0);
  expect(await featureBytes()).toBe(0);
});

it('rows that an earlier version left count, and go first', async () => {
  const earlier = await openDB('fovea-features', 5, {
    upgrade: (made) => {
      for (const store of ['features', 'pictures', 'begun', 'stages']) made.createObjectStore(store);
    },
  });
  await earlier.put('pictures', row(60 * KB), 'old');
  earlier.close();
  expect(await featureBytes()).toBe(bytesOf(row(60 * KB)));
  expect(await readRow('pictures', 'old')).toEqual(row(60 * KB));
  await keepRow('pictures', 'new', row(60 * KB), BOUND);
  expect(await kept()).toEqual(['new']);
});
