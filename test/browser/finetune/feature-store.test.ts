import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { deleteDB, openDB } from 'idb';
import { modelStorage } from '../../../src/models-library/model-storage.ts';
import { sampleModel } from '../../unit/models-library/sample-model.ts';
import { deleteFeatureDatabase, featureDatabase } from '../../../workers/feature-database.ts';
import { featureBytes, freeFeatures, keepRow, readRow } from '../../../workers/feature-store.ts';
import { bytesOf } from '../../../workers/stored-bytes.ts';

/** @param quota absent: the browser's own. */
async function setQuota(quota: { readonly quotaSize?: number }): Promise<void> {
  // The type of playwright's session is not known here.
  const devtools = cdp() as unknown as { send(method: string, parameters: object): Promise<void> };
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: location.origin, ...quota });
}

/** Whether the browser keeps to the quota by now: what it has once found free it grants without looking again, until the origin's databases have been closed for a while. */
async function keepsToQuota(): Promise<boolean> {
  const probe = await openDB('quota-probe', 1, { upgrade: (made) => void made.createObjectStore('rows') });
  const refused = await probe.put('rows', noise(48 * MB), 'row').then(() => false, () => true);
  probe.close();
  await deleteDB('quota-probe');
  return refused;
}

beforeAll(async () => {
  // What other tests left there would be room once it goes.
  await deleteFeatureDatabase();
  await setQuota({ quotaSize: ((await navigator.storage.estimate()).usage ?? 0) + 24 * MB });
  await vi.waitFor(async () => expect(await keepsToQuota()).toBe(true), { interval: 3000, timeout: 55_000 });
}, 60_000);
afterAll(() => setQuota({}));
beforeEach(deleteFeatureDatabase);

/** What CLIP said of one chunk, of a size that tells. */
const row = (bytes: number): readonly Float32Array[] => [new Float32Array(bytes / 4)];
const KB = 1024;
const MB = 1024 * KB;
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

/** Zeros would be compressed to nothing. */
function noise(bytes: number): Float32Array<ArrayBuffer> {
  const values = new Uint32Array(bytes / 4);
  for (let at = 0; at < values.length; at += 16384) crypto.getRandomValues(values.subarray(at, at + 16384));
  return new Float32Array(values.buffer);
}

it('where the browser gives no more room, what was not used for longest makes it', async () => {
  for (let i = 0; i < 6; i += 1) await keepRow('pictures', String(i), [noise(6 * MB)]);
  const left = await kept();
  expect(left.at(-1)).toBe('5');
  expect(left.length).toBeLessThan(4);
});

it('a model, which cannot be made again, takes the room of features', async () => {
  for (let i = 0; i < 3; i += 1) await keepRow('pictures', String(i), [noise(6 * MB)]);
  const model = sampleModel();
  const file = noise(8 * MB).buffer;
  await modelStorage.add(model, file);
  expect((await modelStorage.load()).models.map(({ id }) => id)).toEqual([model.id]);
  expect(new Uint8Array((await modelStorage.file(model.id)) ?? new ArrayBuffer()).length).toBe(8 * MB);
  expect(await kept()).toEqual([]);
  await modelStorage.remove(model.id);
});
