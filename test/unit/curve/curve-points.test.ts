import { expect, test } from 'vitest';
import { drawable, stairs } from '../../../src/curve/curve-points.ts';
import { chunk } from '../export/sample-results.ts';

test('each chunk is flat, and the line breaks where chunks were left out', () => {
  expect(stairs([chunk(0, 3), chunk(1, 4), chunk(5, 2)], ({ mos }) => mos)).toEqual([
    { x: 0, y: 3 }, { x: 1, y: 3 }, { x: 1, y: 4 }, { x: 2, y: 4 }, { x: 2, y: Number.NaN }, { x: 5, y: 2 }, { x: 6, y: 2 },
  ]);
});

test('a long line keeps its dips and its gaps with fewer points', () => {
  const points = Array.from({ length: 20_000 }, (_, x) => ({ x, y: x === 7777 ? 1 : x === 12_000 ? Number.NaN : 4 }));
  const drawn = drawable(points);
  expect(drawn.length).toBeLessThan(2500);
  expect(drawn).toContainEqual({ x: 7777, y: 1 });
  expect(drawn).toContainEqual({ x: 12_000, y: Number.NaN });
  expect(drawn.map(({ x }) => x)).toEqual(drawn.map(({ x }) => x).sort((a, b) => a - b));
});

test('a short line is drawn as it is', () => {
  const points = stairs([chunk(0, 3)], ({ mos }) => mos);
  expect(drawable(points)).toEqual(points);
});
