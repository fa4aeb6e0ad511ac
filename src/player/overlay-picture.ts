import { colourTable } from './colour-maps.ts';
import type { ColourMapName } from './colour-maps.ts';

/** A map of values 0–255 of any size, row by row. */
export interface ValueMap {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

/** Attention is peaked: on a straight scale a map would be one spot in the dark. */
const GAMMA = 0.7;
/** Opacity of the lowest value, so that the map's whole extent can be seen. */
const FLOOR = 0.15;

const tapsBySize = new Map<string, Taps>();

/** Cubic B-spline taps: smooth, and never above or below what they mix, so that a map shows no false peaks. */
function taps(from: number, to: number): Taps {
  const key = `${from}>${to}`;
  const known = tapsBySize.get(key);
  if (known !== undefined) return known;
  const first = new Int32Array(to);
  const weights = new Float32Array(to * 4);
  for (let out = 0; out < to; out += 1) {
    const place = ((out + 0.5) * from) / to - 0.5;
    const base = Math.floor(place);
    const t = place - base;
    first[out] = base - 1;
    weights[out * 4] = (1 - t) ** 3 / 6;
    weights[out * 4 + 1] = (3 * t ** 3 - 6 * t ** 2 + 4) / 6;
    weights[out * 4 + 2] = (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6;
    weights[out * 4 + 3] = t ** 3 / 6;
  }
  const made = { first, weights };
  tapsBySize.set(key, made);
  return made;
}

function clampedIndex(at: number, length: number): number {
  return at < 0 ? 0 : at >= length ? length - 1 : at;
}

/**
 * Colours a value map into `pixels` (RGBA, `size`×`size`), enlarged smoothly.
 * Low values are more transparent, so that the picture stays visible where nothing happens.
 */
export function paintOverlay(pixels: Uint8ClampedArray, size: number, map: ValueMap, colours: ColourMapName, opacity: number): void {
  const { width, height, values } = map;
  const across = taps(width, size);
  const down = taps(height, size);
  const wide = new Float32Array(height * size);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let sum = 0;
      for (let k = 0; k < 4; k += 1) {
        sum += (across.weights[x * 4 + k] ?? 0) * (values[y * width + clampedIndex((across.first[x] ?? 0) + k, width)] ?? 0);
      }
      wide[y * size + x] = sum;
    }
  }
  const table = colourTable(colours);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let sum = 0;
      for (let k = 0; k < 4; k += 1) {
        sum += (down.weights[y * 4 + k] ?? 0) * (wide[clampedIndex((down.first[y] ?? 0) + k, height) * size + x] ?? 0);
      }
      const share = Math.min(1, Math.max(0, sum / 255)) ** GAMMA;
      const value = Math.round(share * 255);
      const at = (y * size + x) * 4;
      pixels[at] = table[value * 3] ?? 0;
      pixels[at + 1] = table[value * 3 + 1] ?? 0;
      pixels[at + 2] = table[value * 3 + 2] ?? 0;
      pixels[at + 3] = 255 * opacity * Math.min(1, FLOOR + share * 1.5);
    }
  }
}
