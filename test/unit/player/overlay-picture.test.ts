import { expect, test } from 'vitest';
import { paintOverlay } from '../../../src/player/overlay-picture.ts';

const SIZE = 32;

function painted(values: readonly number[], opacity = 1): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(SIZE * SIZE * 4);
  paintOverlay(pixels, SIZE, { width: 2, height: 2, values }, 'inferno', opacity);
  return pixels;
}

test('an even map gives an even colour', () => {
  const pixels = painted([255, 255, 255, 255]);
  expect([...pixels.slice(0, 3)]).toEqual([252, 255, 164]);
  expect(new Set(pixels.filter((_, i) => i % 4 === 1))).toEqual(new Set([255]));
});

test('the bright corner is where the map is bright', () => {
  const pixels = painted([0, 0, 0, 255]);
  const red = (x: number, y: number): number => pixels[(y * SIZE + x) * 4] ?? 0;
  expect(red(SIZE - 1, SIZE - 1)).toBeGreaterThan(red(0, 0));
  expect(red(SIZE - 1, 0)).toBeLessThan(red(SIZE - 1, SIZE - 1));
});

test('opacity reaches from nothing to the whole colour', () => {
  expect(painted([255, 255, 255, 255], 0)[3]).toBe(0);
  expect(painted([255, 255, 255, 255], 1)[3]).toBe(255);
  expect(painted([0, 0, 0, 0], 1)[3]).toBeLessThan(128);
});
