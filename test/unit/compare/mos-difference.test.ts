import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_SHARED, mosDifference, scoredAlike } from '../../../src/compare/mos-difference.ts';
import type { FileResult } from '../../../workers/scoring-types.ts';
import { chunk, ok } from '../export/sample-results.ts';

function result(mos: number, half: number, curve: readonly number[] = []): FileResult {
  return { ...ok, score: { mos, low: Math.max(1, mos - half), high: Math.min(5, mos + half), dimensions: {} }, chunks: curve.map((value, i) => chunk(i, value)) };
}

const wavy = [3, 3.4, 2.6, 3.1, 3.6, 2.8, 3.2, 2.9, 3.5, 2.7];

test('independent errors add as squares, and the words follow the interval', () => {
  const clear = mosDifference(result(2, 0.3), result(3, 0.4));
  expect(clear).toMatchObject({ difference: 1, low: 0.5, high: 1.5, verdict: 'b-likely', shared: 0, pairs: 0 });
  expect(mosDifference(result(3, 0.4), result(2, 0.3))?.verdict).toBe('a-likely');
  expect(mosDifference(result(3, 0.4), result(3.4, 0.3))?.verdict).toBe('unclear');
  expect(mosDifference(result(3, 0.01), result(3.05, 0.01))?.verdict).toBe('none');
});

test('an interval cut off at the end of the scale counts with its longer half', () => {
  expect(mosDifference(result(4.9, 0.6), result(4.9, 0.8))?.high).toBeCloseTo(1, 6);
});

test('curves that move together narrow the interval, by half of the variance at most', () => {
  const together = mosDifference(result(3, 0.6, wavy), result(3.7, 0.6, wavy.map((value) => value + 0.7)));
  expect(together?.shared).toBe(MOST_SHARED);
  expect(together?.pairs).toBe(10);
  expect((together?.high ?? 0) - 0.7).toBeCloseTo(0.6, 6);
  expect(together?.verdict).toBe('b-likely');
  const apart = mosDifference(result(3, 0.6, wavy), result(3.7, 0.6, wavy.map((_, i) => 3.7 + (i % 3) * 0.2)));
  expect(apart?.shared).toBe(0);
  expect(apart?.verdict).toBe('unclear');
});

test('too few chunks, other moments or flat curves are not paired', () => {
  expect(mosDifference(result(3, 0.6, wavy.slice(0, 7)), result(3.7, 0.6, wavy.slice(0, 7)))?.pairs).toBe(0);
  expect(mosDifference(result(3, 0.6, wavy), result(3.7, 0.6, wavy.slice(1)))?.pairs).toBe(0);
  const late = { ...result(3.7, 0.6), chunks: wavy.map((value, i) => ({ ...chunk(i, value), startS: i + 0.2, endS: i + 1.2 })) };
  expect(mosDifference(result(3, 0.6, wavy), late)?.pairs).toBe(0);
  expect(mosDifference(result(3, 0.6, wavy.map(() => 3)), result(3.7, 0.6, wavy))?.shared).toBe(0);
});

test('the interval is never narrower than the scatter of the chunk differences', () => {
  const jumpy = wavy.map((value, i) => value + (i % 2 === 0 ? 1 : -1));
  const difference = mosDifference(result(3, 0.05, wavy), result(3.2, 0.05, jumpy));
  expect((difference?.high ?? 0) - (difference?.difference ?? 0)).toBeGreaterThan(0.5);
});

test('swapping the files turns the sign and nothing else', () => {
  const mos = fc.double({ min: 1, max: 5, noNaN: true });
  const curve = fc.array(mos, { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(mos, mos, fc.double({ min: 0.01, max: 1, noNaN: true }), curve, curve, (first, second, half, left, right) => {
      const [there, back] = [mosDifference(result(first, half, left), result(second, half, right)), mosDifference(result(second, half, right), result(first, half, left))];
      expect(there?.difference).toBeCloseTo(-(back?.difference ?? 0), 9);
      expect(there?.low).toBeCloseTo(-(back?.high ?? 0), 9);
      expect((there?.low ?? 0) <= (there?.high ?? 0)).toBe(true);
    }),
  );
});

test('without a score there is no difference, and other settings are not alike', () => {
  expect(mosDifference({ ...ok, score: null }, ok)).toBeNull();
  expect(scoredAlike(ok, { ...ok, backend: 'cpu' })).toBe(true);
  expect(scoredAlike(ok, { ...ok, model: 'other 1' })).toBe(false);
  expect(scoredAlike(ok, { ...ok, settings: { ...ok.settings, chunkSeconds: 2 } })).toBe(false);
});
