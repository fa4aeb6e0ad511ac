import type { Plane } from './picture.ts';

/** For each output sample the input samples that it is made of and their weights, as whole numbers that add up to 2^bits. */
export interface Taps {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  /** Weights per output sample. */
  readonly width: number;
  readonly precision: number;
}

const cache = new Map<string, Taps>();

/** A stream that changes its size at every key frame must not fill the memory. */
const CACHE_LIMIT = 64;

/** Memory between the two passes, grown as needed and kept. */
export class FilterScratch {
  #bytes = new Uint8Array(0);
  #words = new Uint16Array(0);

  take(length: number, wide: boolean): Uint8Array | Uint16Array {
    if (wide) {
      if (this.#words.length < length) this.#words = new Uint16Array(length);
      return this.#words;
    }
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    return this.#bytes;
  }
}

/**
 * Resizes one plane by a triangle filter whose support grows with the scale when the picture shrinks: Pillow's
 * `Image.resize(size, BILINEAR, box=(0, 0, spanX, spanY))`. Rows are filtered first and rounded to whole samples, as Pillow
 * does; newer versions filter columns first where that is cheaper, which can differ by 1 at 8 bits.
 *
 * @param spanX how much of the plane's width the picture covers, in samples: half a sample less than the plane for the
 *   chroma of an odd width; the same for spanY.
 * @param bits significant bits of a sample.
 * @param out receives `outWidth × outHeight` samples, row by row.
 */
export function resizePlane(
  plane: Plane,
  spanX: number,
  spanY: number,
  bits: number,
  outWidth: number,
  outHeight: number,
  out: Uint8Array | Uint16Array,
  scratch: FilterScratch,
): void {
  const horizontal = tapsFor(plane.width, spanX, outWidth, bits);
  const vertical = tapsFor(plane.height, spanY, outHeight, bits);
  const between = scratch.take(outWidth * plane.height, bits > 8);
  shrinkRows(plane, horizontal, outWidth, between);
  shrinkColumns(between, vertical, outWidth, outHeight, out);
}

// The loops keep to whole numbers and local variables: V8 then compiles them without a single allocation. Weights times
// samples stay below 2^30, so that a sum with its rounding fits in 32 bits.

function shrinkRows(plane: Plane, taps: Taps, outWidth: number, out: Uint8Array | Uint16Array): void {
  const { offset, stride, height } = plane;
  let y = 0;
  for (; y + 4 <= height; y += 4) shrinkFourRows(plane, offset + y * stride, taps, outWidth, out, y * outWidth);
  for (; y < height; y++) shrinkRow(plane, offset + y * stride, taps, outWidth, out, y * outWidth);
}

/** Four rows at once: each weight is loaded once for four sums, which is 1.6 times as fast as row by row. */
function shrinkFourRows(plane: Plane, row: number, taps: Taps, outWidth: number, out: Uint8Array | Uint16Array, to: number): void {
  const { data, stride, step } = plane;
  const { starts, counts, weights, width, precision } = taps;
  const half = 1 << (precision - 1);
  for (let x = 0; x < outWidth; x++) {
    let from0 = row + (starts[x] as number) * step;
    let from1 = from0 + stride;
    let from2 = from1 + stride;
    let from3 = from2 + stride;
    let sum0 = half;
    let sum1 = half;
    let sum2 = half;
    let sum3 = half;
    let at = x * width;
    const end = at + (counts[x] as number);
    for (; at < end; at++) {
      const weight = weights[at] as number;
      sum0 = (sum0 + Math.imul(data[from0] as number, weight)) | 0;
      sum1 = (sum1 + Math.imul(data[from1] as number, weight)) | 0;
      sum2 = (sum2 + Math.imul(data[from2] as number, weight)) | 0;
      sum3 = (sum3 + Math.imul(data[from3] as number, weight)) | 0;
      from0 += step;
      from1 += step;
      from2 += step;
      from3 += step;
    }
    out[to] = sum0 >> precision;
    out[to + outWidth] = sum1 >> precision;
    out[to + 2 * outWidth] = sum2 >> precision;
    out[to + 3 * outWidth] = sum3 >> precision;
    to += 1;
  }
}

function shrinkRow(plane: Plane, row: number, taps: Taps, outWidth: number, out: Uint8Array | Uint16Array, to: number): void {
  const { data, step } = plane;
  const { starts, counts, weights, width, precision } = taps;
  const half = 1 << (precision - 1);
  for (let x = 0; x < outWidth; x++) {
    let from = row + (starts[x] as number) * step;
    let at = x * width;
    const end = at + (counts[x] as number);
    let sum = half;
    for (; at < end; at++) {
      sum = (sum + Math.imul(data[from] as number, weights[at] as number)) | 0;
      from += step;
    }
    out[to++] = sum >> precision;
  }
}

function shrinkColumns(rows: Uint8Array | Uint16Array, taps: Taps, outWidth: number, outHeight: number, out: Uint8Array | Uint16Array): void {
  const { starts, counts, weights, width, precision } = taps;
  const half = 1 << (precision - 1);
  let to = 0;
  for (let y = 0; y < outHeight; y++) {
    const first = (starts[y] as number) * outWidth;
    const begin = y * width;
    const end = begin + (counts[y] as number);
    for (let x = 0; x < outWidth; x++) {
      let from = first + x;
      let sum = half;
      for (let at = begin; at < end; at++) {
        sum = (sum + Math.imul(rows[from] as number, weights[at] as number)) | 0;
        from += outWidth;
      }
      out[to++] = sum >> precision;
    }
  }
}

/** The taps of one axis, made once. @param span how much of `size` samples the picture covers. @param bits significant bits of a sample. */
export function tapsFor(size: number, span: number, outSize: number, bits: number): Taps {
  const key = `${size} ${span} ${outSize} ${bits}`;
  let taps = cache.get(key);
  if (taps === undefined) {
    if (cache.size >= CACHE_LIMIT) cache.clear();
    taps = makeTaps(size, span, outSize, 30 - bits);
    cache.set(key, taps);
  }
  return taps;
}

/** As in Pillow's `precompute_coeffs` (src/libImaging/Resample.c). */
function makeTaps(size: number, span: number, outSize: number, precision: number): Taps {
  const scale = span / outSize;
  const support = Math.max(1, scale);
  const width = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outSize);
  const counts = new Int32Array(outSize);
  const weights = new Int32Array(outSize * width);
  const row = new Float64Array(width);
  for (let i = 0; i < outSize; i++) {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(size, Math.trunc(centre + support + 0.5)) - start;
    let total = 0;
    for (let k = 0; k < count; k++) {
      const weight = Math.max(0, 1 - Math.abs((k + start - centre + 0.5) / support));
      row[k] = weight;
      total += weight;
    }
    starts[i] = start;
    counts[i] = count;
    for (let k = 0; k < count; k++) weights[i * width + k] = Math.trunc(0.5 + ((row[k] as number) / total) * 2 ** precision);
  }
  return { starts, counts, weights, width, precision };
}
