import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float16ToFloat32, float32ToFloat16, toFloat16Bits } from '../../../models/float16.ts';

describe('half precision', () => {
  it.each([
    [0, 0x0000], [-0, 0x8000], [1, 0x3c00], [-2, 0xc000], [65504, 0x7bff], [65520, 0x7c00], [6.103515625e-5, 0x0400], [5.960464477539063e-8, 0x0001], [2.9e-8, 0x0000], [1 / 3, 0x3555],
    [Infinity, 0x7c00], [2049, 0x6800], [2051, 0x6802],
  ])('%d is 0x%s', (value, bits) => {
    expect(toFloat16Bits(value)).toBe(bits);
  });
  it('keeps every half', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffff }), (bits) => {
      const [value = NaN] = float16ToFloat32(Uint16Array.of(bits));
      const [back = 0] = float32ToFloat16([value]);
      if (Number.isNaN(value)) expect(back & 0x7c00).toBe(0x7c00);
      else expect(back).toBe(bits);
    }));
  });
});
