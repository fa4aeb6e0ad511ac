import { expect, test } from 'vitest';
import { timeLeftS } from '../../../src/results/time-left.ts';

test('follows the pace so far', () => {
  expect(timeLeftS(1000, 3000, 4, 10)).toBeCloseTo(3);
});

test('says nothing before the first chunk, and zero at the end', () => {
  expect(timeLeftS(0, 5000, 0, 10)).toBeNull();
  expect(timeLeftS(0, 5000, 10, 10)).toBe(0);
});
