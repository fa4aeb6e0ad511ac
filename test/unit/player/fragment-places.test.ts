import { expect, test } from 'vitest';
import { fragmentPlaces } from '../../../src/player/fragment-places.ts';

test('the first chunk is looked at in the middle of each cell', () => {
  const places = fragmentPlaces(0, 1920, 1080);
  expect(places).toHaveLength(49);
  // A cell is 274.29 × 154.29 px; its patch lies 121 and 61 px inside, on even pixels.
  expect(places[0]).toEqual({ x: 120 / 1920, y: 60 / 1080, width: 32 / 1920, height: 32 / 1080 });
  expect((places[48]?.x ?? 0) + (places[48]?.width ?? 0)).toBeLessThanOrEqual(1);
});

test('later chunks are looked at elsewhere', () => {
  expect(fragmentPlaces(1, 1920, 1080)[0]).not.toEqual(fragmentPlaces(0, 1920, 1080)[0]);
});

test('a small picture is enlarged first: the squares cover all of it', () => {
  const places = fragmentPlaces(3, 64, 48);
  expect(places[0]).toEqual({ x: 0, y: 0, width: 1 / 7, height: 1 / 7 });
  expect(places[48]).toEqual({ x: 6 / 7, y: 6 / 7, width: 1 / 7, height: 1 / 7 });
});
