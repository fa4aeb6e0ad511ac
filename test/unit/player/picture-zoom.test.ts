import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pannedPicture, WHOLE_PICTURE, zoomedPicture, zoomTransform } from '../../../src/player/picture-zoom.ts';
import type { PictureZoom } from '../../../src/player/picture-zoom.ts';

/** The point of the picture under a place on the screen. */
const under = ({ scale, x }: PictureZoom, at: number): number => x + (at - 0.5) / scale;

test('the point under the pointer stays there', () => {
  const once = zoomedPicture(WHOLE_PICTURE, 2, 0.25, 0.75);
  expect(once).toEqual({ scale: 2, x: 0.375, y: 0.625 });
  expect(under(once, 0.25)).toBe(0.25);
  expect(under(zoomedPicture(once, 3, 0.4, 0.5), 0.4)).toBeCloseTo(under(once, 0.4), 12);
});

test('zooming out ends at the whole picture, zooming in at 32 times', () => {
  expect(zoomedPicture({ scale: 2, x: 0.25, y: 0.75 }, 0.5)).toEqual(WHOLE_PICTURE);
  expect(zoomedPicture(WHOLE_PICTURE, 1000).scale).toBe(32);
});

test('the picture always covers its place', () => {
  const share = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 40, noNaN: true }), share, share, (factor, x, y) => {
      const zoom = pannedPicture(zoomedPicture(WHOLE_PICTURE, factor), x, y);
      expect(under(zoom, 0)).toBeGreaterThanOrEqual(-1e-9);
      expect(under(zoom, 1)).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('panning moves the picture with the finger', () => {
  expect(pannedPicture({ scale: 4, x: 0.5, y: 0.5 }, 0.4, -0.4)).toEqual({ scale: 4, x: 0.4, y: 0.6 });
  expect(zoomTransform({ scale: 4, x: 0.25, y: 0.5 })).toBe('translate(100%, 0%) scale(4)');
});
