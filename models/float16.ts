/**
 * IEEE 754 half precision to and from single precision. Typed arrays of halves (`Float16Array`) came to Chrome 135 and
 * Safari 18.2 only, so the conversion is done here.
 */

const TABLE = (() => {
  const table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits += 1) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    let value: number;
    if (exponent === 0) value = fraction * 2 ** -24;
    else if (exponent === 31) value = fraction === 0 ? Infinity : NaN;
    else value = (1 + fraction / 1024) * 2 ** (exponent - 15);
    table[bits] = sign * value;
  }
  return table;
})();

/** Widens half-precision bit patterns. */
export function float16ToFloat32(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i += 1) out[i] = TABLE[halves[i] ?? 0] ?? 0;
  return out;
}

const SINGLE = new Float32Array(1);
const BITS = new Uint32Array(SINGLE.buffer);

/** Bit pattern of the half nearest to a number, ties to even; out of range becomes infinity. */
export function toFloat16Bits(value: number): number {
  SINGLE[0] = value;
  const bits = BITS[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  let fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const half = exponent - 127 + 15;
  if (half >= 0x1f) return sign | 0x7c00;
  if (half <= 0) {
    if (half < -10) return sign;
    fraction |= 0x800000;
    const shift = 14 - half;
    const rest = fraction & ((1 << shift) - 1);
    const middle = 1 << (shift - 1);
    const kept = fraction >>> shift;
    return sign | (rest > middle || (rest === middle && (kept & 1) === 1) ? kept + 1 : kept);
  }
  const kept = (half << 10) | (fraction >>> 13);
  const rest = fraction & 0x1fff;
  // A carry out of the fraction runs into the exponent, which is the right rounding.
  return sign | (rest > 0x1000 || (rest === 0x1000 && (kept & 1) === 1) ? kept + 1 : kept);
}

/** Narrows to half-precision bit patterns. */
export function float32ToFloat16(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i += 1) out[i] = toFloat16Bits(values[i] ?? 0);
  return out;
}
