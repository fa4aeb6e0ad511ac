import { expect, test } from 'vitest';
import { timeTickStepS } from '../../../src/curve/time-ticks.ts';

test.each([[0.32, 0.1], [1, 0.1], [3, 0.5], [8, 1], [61, 10], [600, 60], [7200, 900]])('%d s has a mark every %d s', (durationS, stepS) => {
  expect(timeTickStepS(durationS)).toBe(stepS);
});
