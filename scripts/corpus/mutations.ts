import { seededRandom, shuffled } from '../../models/metrics/random.ts';

/** Ways to damage a file, as pure functions of its bytes: the same seed gives the same damage. */

/** The first part of a file, as a broken download leaves it. @param share 0–1. */
export function cut(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.slice(0, Math.floor(bytes.length * share));
}

/** Changes single bytes anywhere from the share `from` of the file on. */
export function flip(bytes: Uint8Array, count: number, seed: number, from = 0, until = 1): Uint8Array {
  const random = seededRandom(seed);
  const out = bytes.slice();
  const start = Math.floor(bytes.length * from);
  const span = Math.max(1, Math.floor(bytes.length * until) - start);
  for (let i = 0; i < count; i += 1) {
    const at = start + Math.floor(random() * span);
    out[at] = (out[at] ?? 0) ^ (1 + Math.floor(random() * 255));
  }
  return out;
}

/** Puts blocks of the later part into another order. 188 bytes is a packet of MPEG-TS. */
export function shuffle(bytes: Uint8Array, blockBytes: number, seed: number, from = 0.3): Uint8Array {
  const start = Math.ceil((bytes.length * from) / blockBytes) * blockBytes;
  const count = Math.max(0, Math.floor((bytes.length - start) / blockBytes));
  const order = shuffled(Array.from({ length: count }, (_, i) => i), seededRandom(seed));
  const out = bytes.slice();
  order.forEach((block, i) => out.set(bytes.subarray(start + block * blockBytes, start + (block + 1) * blockBytes), start + i * blockBytes));
  return out;
}

/** Overwrites bytes after a four-letter code of ISO media (`mdhd`, `stsz` …), wherever it stands. @param at bytes behind the code. */
export function rewriteBox(bytes: Uint8Array, code: string, at: number, value: readonly number[]): Uint8Array {
  return rewriteAfter(bytes, Array.from(code, (letter) => letter.charCodeAt(0)), at, value);
}

/** Overwrites bytes after every place where a sequence stands; a Matroska element is found by its id. */
export function rewriteAfter(bytes: Uint8Array, sequence: readonly number[], at: number, value: readonly number[]): Uint8Array {
  const out = bytes.slice();
  for (let i = 0; i + sequence.length + at + value.length <= bytes.length; i += 1) {
    if (sequence.every((byte, k) => bytes[i + k] === byte)) out.set(value, i + sequence.length + at);
  }
  return out;
}
