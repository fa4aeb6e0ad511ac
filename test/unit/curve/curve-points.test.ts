import { expect, test } from 'vitest';
import { curveLine, stairs } from '../../../src/curve/curve-points.ts';
import { chunk } from '../export/sample-results.ts';

test('each chunk is flat, and the line breaks where chunks were left out', () => {
  expect(stairs([chunk(0, 3), chunk(1, 4), chunk(5, 2)], ({ mos }) => mos)).toEqual([
    { x: 0, y: 3 }, { x: 1, y: 3 }, { x: 1, y: 4 }, { x: 2, y: 4 }, { x: 2, y: Number.NaN }, { x: 5, y: 2 }, { x: 6, y: 2 },
  ]);
});

test('a long line keeps its dips and its gaps with fewer points', () => {
  // The chunk at 12,000 was left out.
  const chunks = Array.from({ length: 20_000 }, (_, i) => chunk(i, i === 7777 ? 1 : 4)).filter(({ index }) => index !== 12_000);
  const drawn = curveLine(chunks, ({ mos }) => mos);
  expect(drawn.length).toBeLessThan(2500);
  expect(drawn).toContainEqual({ x: 7777, y: 1 });
  expect(drawn).toContainEqual({ x: 7778, y: 1 });
  expect(drawn).toContainEqual({ x: 12_000, y: Number.NaN });
  expect(drawn.map(({ x }) => x)).toEqual(drawn.map(({ x }) => x).sort((a, b) => a - b));
});

test('a short line is drawn as it is', () => {
  const chunks = [chunk(0, 3)];
  expect(curveLine(chunks, ({ mos }) => mos)).toEqual(stairs(chunks, ({ mos }) => mos));
});

test('a value that is nowhere draws nothing', () => {
  const chunks = Array.from({ length: 2000 }, (_, i) => chunk(i, 3));
  expect(curveLine(chunks, () => undefined).every(({ y }) => Number.isNaN(y))).toBe(true);
});
