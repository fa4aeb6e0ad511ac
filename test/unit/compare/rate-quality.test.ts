import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ratePoints, rateQualityHull } from '../../../src/compare/rate-quality.ts';
import { newEntry } from '../../../src/store/entry.ts';
import type { Entry } from '../../../src/store/entry.ts';
import { media, ok } from '../export/sample-results.ts';

function scored(id: number, kbps: number, mos: number, change: Partial<Entry> = {}): Entry {
  return { ...newEntry(id, `${id}.mp4`, null, null), status: 'ok', media: { ...media, kbps }, result: { ...ok, score: { mos, low: mos - 0.5, high: mos + 0.5, dimensions: {} } }, ...change };
}

test('only scored videos with a known rate have a place in the plane', () => {
  const entries = [scored(1, 900, 4), scored(2, 0, 3), scored(3, 300, 2, { media: { ...media, kbps: 300, still: true } }), scored(4, 200, 3), scored(5, 100, 2, { result: null })];
  expect(ratePoints(entries).map(({ id, kbps, mos }) => [id, kbps, mos])).toEqual([[4, 200, 3], [1, 900, 4]]);
});

test('the hull keeps what is worth its bits', () => {
  const points = [[100, 2], [200, 2.2], [300, 3.4], [400, 3.3], [600, 4], [900, 3.9]].map(([kbps, mos]) => ({ kbps: kbps ?? 0, mos: mos ?? 0 }));
  expect(rateQualityHull(points).map(({ kbps }) => kbps)).toEqual([100, 300, 600]);
  expect(rateQualityHull([])).toEqual([]);
  // Of two with one rate the better one; points on a line between others add nothing.
  expect(rateQualityHull([{ kbps: 1, mos: 2 }, { kbps: 1, mos: 3 }, { kbps: 2, mos: 3.5 }, { kbps: 3, mos: 4 }])).toEqual([{ kbps: 1, mos: 3 }, { kbps: 3, mos: 4 }]);
});

test('no point lies above the hull, and the hull rises ever more slowly', () => {
  const point = fc.record({ kbps: fc.integer({ min: 1, max: 9999 }), mos: fc.double({ min: 1, max: 5, noNaN: true }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
      const hull = rateQualityHull(points);
      const slopes = hull.slice(1).map(({ kbps, mos }, i) => (mos - (hull[i]?.mos ?? 0)) / (kbps - (hull[i]?.kbps ?? 0)));
      expect(slopes.every((slope, i) => slope > 0 && (i === 0 || slope <= (slopes[i - 1] ?? 0) + 1e-9))).toBe(true);
      const best = Math.max(...points.map(({ mos }) => mos));
      expect(hull.at(-1)?.mos).toBe(best);
      for (const { kbps, mos } of points) {
        const right = hull.findIndex((corner) => corner.kbps >= kbps);
        const [from, to] = [hull[right - 1], hull[right]];
        const ceiling = to === undefined ? best : from === undefined ? to.mos : from.mos + ((to.mos - from.mos) * (kbps - from.kbps)) / (to.kbps - from.kbps);
        expect(mos).toBeLessThanOrEqual(ceiling + 1e-9);
      }
    }),
  );
});
