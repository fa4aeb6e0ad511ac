import { describe, expect, it } from 'vitest';
import type { Plane } from '../../../workers/views/picture.ts';
import { FilterScratch, resizePlane } from '../../../workers/views/triangle-filter.ts';
import fixture from './pillow-bilinear.json';

function lcgBytes(seed: number, length: number): Uint8Array {
  let x = seed;
  return Uint8Array.from({ length }, () => {
    x = (Math.imul(1664525, x) + 1013904223) >>> 0;
    return x >>> 24;
  });
}

function plane(data: Plane['data'], width: number, height: number): Plane {
  return { data, offset: 0, stride: width, step: 1, width, height };
}

describe('resizing by a triangle filter', () => {
  for (const { width, height, spanX, spanY, outWidth, outHeight, seed, output } of fixture.cases) {
    it(`equals Pillow but for the rounding between the passes: ${width}×${height} (${spanX}×${spanY}) to ${outWidth}×${outHeight}`, () => {
      const out = new Uint8Array(outWidth * outHeight);
      resizePlane(plane(lcgBytes(seed, width * height), width, height), spanX, spanY, 8, outWidth, outHeight, out, new FilterScratch());
      const expected = Buffer.from(output, 'base64');
      expect(out).toHaveLength(expected.length);
      const onePass = width === outWidth || height === outHeight;
      const differences = out.map((value, i) => Math.abs(value - (expected[i] ?? NaN)));
      expect(Math.max(...differences)).toBeLessThanOrEqual(onePass ? 0 : 1);
    });
  }

  it('reads interleaved, padded and shifted samples as it reads plain ones', () => {
    const plain = lcgBytes(3, 30 * 20);
    const padded = new Uint8Array(5 + 20 * 70);
    for (let y = 0; y < 20; y++) for (let x = 0; x < 30; x++) padded[5 + y * 70 + 2 * x] = plain[y * 30 + x] ?? 0;
    const [expected, actual] = [new Uint8Array(64), new Uint8Array(64)];
    resizePlane(plane(plain, 30, 20), 30, 20, 8, 8, 8, expected, new FilterScratch());
    resizePlane({ data: padded, offset: 5, stride: 70, step: 2, width: 30, height: 20 }, 30, 20, 8, 8, 8, actual, new FilterScratch());
    expect(actual).toEqual(expected);
  });

  it.each([8, 10, 12])('keeps a flat picture flat at both ends of %i bits', (bits) => {
    for (const value of [0, 2 ** bits - 1]) {
      const data = new Uint16Array(37 * 23).fill(value);
      const out = new Uint16Array(16 * 16);
      resizePlane(plane(data, 37, 23), 37, 23, bits, 16, 16, out, new FilterScratch());
      expect(new Set(out)).toEqual(new Set([value]));
    }
  });

  it('keeps ten bits apart that eight would merge', () => {
    const data = Uint16Array.from({ length: 64 }, (_, i) => 512 + (i % 8 < 4 ? 0 : 1));
    const out = new Uint16Array(16);
    resizePlane(plane(data, 8, 8), 8, 8, 10, 4, 4, out, new FilterScratch());
    expect(new Set(out)).toEqual(new Set([512, 513]));
  });
});
