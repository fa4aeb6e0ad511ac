import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Orientation } from '../../../workers/views/orientation.ts';
import { patchCorners, patchFraction } from '../../../workers/views/patch-positions.ts';

const UPRIGHT: Orientation = { rotation: 0, flip: false };

function corners(chunk: number, width: number, height: number, orientation = UPRIGHT): [number, number][] {
  const flat = new Int32Array(98);
  patchCorners(chunk, orientation, width, height, flat);
  return Array.from({ length: 49 }, (_, i) => [flat[2 * i] ?? NaN, flat[2 * i + 1] ?? NaN]);
}

describe('places of the patches', () => {
  it('follow the R2 sequence from the centre on', () => {
    expect(patchFraction(0)).toEqual({ x: 0.5, y: 0.5 });
    expect(patchFraction(1).x).toBeCloseTo(0.2548776662, 10);
    expect(patchFraction(1).y).toBeCloseTo(0.069840291, 10);
    expect(patchFraction(2).x).toBeCloseTo(0.0097553324, 10);
    expect(patchFraction(2).y).toBeCloseTo(0.639680582, 10);
  });

  it('lie in the middle of the cells of the first chunk', () => {
    // Cells of 1920 / 7 = 274.29 px leave 242.29 px of play: 121.14, then 274.29 px further each.
    const first = corners(0, 1920, 1080);
    expect(first.slice(0, 7).map(([x]) => x)).toEqual([120, 394, 668, 944, 1218, 1492, 1766]);
    expect([0, 7, 14, 21, 28, 35, 42].map((i) => first[i]?.[1])).toEqual([60, 214, 368, 524, 678, 832, 986]);
  });

  it('fill a picture of 224 px without a gap', () => {
    for (const chunk of [0, 1, 2, 77]) {
      expect(corners(chunk, 224, 224)).toEqual(Array.from({ length: 49 }, (_, i) => [(i % 7) * 32, Math.floor(i / 7) * 32]));
    }
  });

  it('stay inside the picture, on even pixels, and never overlap', () => {
    const size = fc.integer({ min: 224, max: 5000 });
    const orientation = fc.record({ rotation: fc.constantFrom(0, 90, 180, 270), flip: fc.boolean() });
    fc.assert(
      fc.property(fc.nat(100_000), size, size, orientation, (chunk, width, height, turned) => {
        const all = corners(chunk, width, height, turned);
        for (const [x, y] of all) {
          expect(x % 2 === 0 && y % 2 === 0 && x >= 0 && y >= 0 && x + 32 <= width && y + 32 <= height).toBe(true);
        }
        expect(new Set(all.map(([x, y]) => `${x},${y}`)).size).toBe(49);
        for (const [x, y] of all) {
          expect(all.filter(([a, b]) => Math.abs(a - x) < 31 && Math.abs(b - y) < 31)).toHaveLength(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are the same places of the shown picture when it is coded turned', () => {
    // A 640×360 picture, coded as 360×640 and shown after a turn of 90° clockwise: shown (x, y) is coded (y, 640 − 32 − x).
    const shown = corners(5, 640, 360);
    const coded = corners(5, 360, 640, { rotation: 90, flip: false });
    expect(coded).toEqual(shown.map(([x, y]) => [y, 640 - 32 - x]));
  });
});
