import { expect, it } from 'vitest';
import { featureKey, isOfTrunk, keyUnderTrunk, samplingOfKey } from '../../workers/feature-key.ts';

it('features of one file under two encoders never share a key, and one key tells the other', () => {
  const [shipped, deep] = ['a'.repeat(64), 'b'.repeat(64)];
  const settings = { chunkSeconds: 0.5, coverage: 12 } as const;
  const key = featureKey('hash', shipped, settings);
  expect(key).not.toBe(featureKey('hash', deep, settings));
  expect(keyUnderTrunk(key, deep)).toBe(featureKey('hash', deep, settings));
  expect(samplingOfKey(key)).toEqual(settings);
  expect(samplingOfKey(featureKey('hash', shipped, { chunkSeconds: 1, coverage: 'all' }))).toEqual({ chunkSeconds: 1, coverage: 'all' });
  expect([isOfTrunk(key, shipped), isOfTrunk(key, deep)]).toEqual([true, false]);
});
