import { expect, test } from 'vitest';
import { countBelow } from '../../../src/curve/threshold-count.ts';
import { chunk } from '../export/sample-results.ts';

test('counts what is below, not what equals the threshold', () => {
  expect(countBelow([2.9, 3, 3.1, 1].map((mos, i) => chunk(i, mos)), 3)).toEqual({ below: 2, all: 4, share: 0.5 });
});

test('nothing scored, nothing below', () => {
  expect(countBelow([], 3)).toEqual({ below: 0, all: 0, share: 0 });
});
