import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreDistribution } from '../../../src/curve/score-distribution.ts';

test('every score has its quarter, the ends included', () => {
  const steps = scoreDistribution([1, 1.24, 1.25, 3, 5]);
  expect(steps).toHaveLength(16);
  expect(steps[0]).toEqual({ from: 1, to: 1.25, count: 2, share: 0.4, cumulative: 0.4 });
  expect(steps[1]?.count).toBe(1);
  expect(steps[8]).toEqual({ from: 3, to: 3.25, count: 1, share: 0.2, cumulative: 0.8 });
  expect(steps[15]).toEqual({ from: 4.75, to: 5, count: 1, share: 0.2, cumulative: 1 });
});

test('nothing is lost and the running sum never falls', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1, max: 5, noNaN: true }), { minLength: 1 }), (scores) => {
      const steps = scoreDistribution(scores);
      expect(steps.reduce((sum, { count }) => sum + count, 0)).toBe(scores.length);
      expect(steps.at(-1)?.cumulative).toBeCloseTo(1, 12);
      for (const [i, { cumulative }] of steps.entries()) expect(cumulative).toBeGreaterThanOrEqual(steps[i - 1]?.cumulative ?? 0);
    }),
  );
});
