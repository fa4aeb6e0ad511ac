import { describe, expect, it } from 'vitest';
import { assumedMatrix, colourConversion, type ColourConversion } from '../../../workers/views/colour-conversion.ts';
import { convertBlock } from '../../../workers/views/convert-block.ts';
import type { Picture } from '../../../workers/views/picture.ts';

function onePixel(y: number, u: number, v: number, bits: number, conversion: ColourConversion | null): number[] {
  const plane = (value: number) => ({ data: Uint16Array.of(value), offset: 0, stride: 1, step: 1, width: 1, height: 1 });
  const picture: Picture = { width: 1, height: 1, planes: [plane(y), plane(u), plane(v)], shiftX: 0, shiftY: 0, bits, conversion };
  const out = new Uint8ClampedArray(3);
  convertBlock(picture, 0, 0, 1, 1, out, 0, { origin: 0, stepX: 3, stepY: 3 });
  return Array.from(out);
}

describe('colour conversion', () => {
  it.each(['bt709', 'smpte170m', 'bt470bg', 'bt2020-ncl'])('%s keeps black, white and grey', (matrix) => {
    for (const bits of [8, 10, 12]) {
      const unit = 2 ** (bits - 8);
      const limited = colourConversion(matrix, false, bits);
      expect(onePixel(16 * unit, 128 * unit, 128 * unit, bits, limited)).toEqual([0, 0, 0]);
      expect(onePixel(235 * unit, 128 * unit, 128 * unit, bits, limited)).toEqual([255, 255, 255]);
      const full = colourConversion(matrix, true, bits);
      expect(onePixel(0, 128 * unit, 128 * unit, bits, full)).toEqual([0, 0, 0]);
      expect(onePixel(2 ** bits - 1, 128 * unit, 128 * unit, bits, full)).toEqual([255, 255, 255]);
    }
  });

  // The codes of pure red, green and blue at 8 bits, limited range (ITU-R BT.601-7, BT.709-6, rounded).
  it.each([
    ['smpte170m', [81, 90, 240], [255, 0, 0]],
    ['smpte170m', [145, 54, 34], [0, 255, 0]],
    ['smpte170m', [41, 240, 110], [0, 0, 255]],
    ['bt709', [63, 102, 240], [255, 0, 0]],
    ['bt709', [173, 42, 26], [0, 255, 0]],
    ['bt709', [32, 240, 118], [0, 0, 255]],
  ] as const)('%s: YUV %j is RGB %j', (matrix, [y, u, v], rgb) => {
    const actual = onePixel(y, u, v, 8, colourConversion(matrix, false, 8));
    rgb.forEach((value, i) => expect(Math.abs((actual[i] ?? NaN) - value)).toBeLessThanOrEqual(1));
  });

  it('stops at the ends of the range', () => {
    const bt709 = colourConversion('bt709', false, 8);
    expect(onePixel(255, 128, 255, 8, bt709)[0]).toBe(255);
    expect(onePixel(0, 0, 0, 8, bt709)).toEqual([0, 77, 0]);
  });

  it('leaves RGB as it is and repeats halved chroma', () => {
    expect(onePixel(10, 20, 30, 8, null)).toEqual([10, 20, 30]);
    const luma = { data: Uint8Array.of(50, 100, 150, 200), offset: 0, stride: 2, step: 1, width: 2, height: 2 };
    const chroma = { data: Uint8Array.of(128), offset: 0, stride: 1, step: 1, width: 1, height: 1 };
    const out = new Uint8ClampedArray(12);
    const conversion = colourConversion('bt709', true, 8);
    convertBlock({ width: 2, height: 2, planes: [luma, chroma, chroma], shiftX: 1, shiftY: 1, bits: 8, conversion }, 0, 0, 2, 2, out, 0, {
      origin: 0, stepX: 3, stepY: 6,
    });
    expect(Array.from(out)).toEqual([50, 50, 50, 100, 100, 100, 150, 150, 150, 200, 200, 200]);
  });

  it('knows no matrix that is not a plain one, and assumes one by the height', () => {
    expect(colourConversion('rgb', true, 8)).toBeNull();
    expect(assumedMatrix(719)).toBe('smpte170m');
    expect(assumedMatrix(720)).toBe('bt709');
  });
});
