import { expect, test } from 'vitest';
import { stairs } from '../../../src/curve/curve-points.ts';
import { chunk } from '../export/sample-results.ts';

test('each chunk is flat, and the line breaks where chunks were left out', () => {
  expect(stairs([chunk(0, 3), chunk(1, 4), chunk(5, 2)], ({ mos }) => mos)).toEqual([
    { x: 0, y: 3 }, { x: 1, y: 3 }, { x: 1, y: 4 }, { x: 2, y: 4 }, { x: 2, y: Number.NaN }, { x: 5, y: 2 }, { x: 6, y: 2 },
  ]);
});
