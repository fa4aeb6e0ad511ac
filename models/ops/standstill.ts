import { mean } from '../metrics/mean.ts';

/** Mean absolute change that counts as none, in levels of 0–255, and the least that the logarithm tells apart. */
const UNCHANGED = 0.25;

/** A photograph is still by nature, not frozen: it shares nothing with video that stopped. */
const STILL: readonly number[] = [0, 0, Math.log2(UNCHANGED), Math.log2(UNCHANGED)];

/** Mean absolute difference of every frame to the one before, in 8-bit levels. @param frames bytes of `count` frames of one size. @returns count − 1 values. */
export function stepChanges(frames: Uint8Array, count: number): number[] {
  const size = frames.length / count;
  return Array.from({ length: count - 1 }, (_, step) => {
    let sum = 0;
    for (let i = step * size, end = i + size; i < end; i += 1) sum += Math.abs((frames[i + size] ?? 0) - (frames[i] ?? 0));
    return sum / size;
  });
}

/**
 * What stands still in a chunk, four features (training/fovea/nets/features.py): the share of unchanged steps inside the pairs of neighbouring
 * frames and between them (mean of exp(−d/¼)), and the size of the change there (log₂(mean d + ¼)).
 * @param changes seven steps of {@link stepChanges}. @param still whether the chunk is a photograph.
 */
export function standstill(changes: readonly number[], still: boolean): number[] {
  if (still) return [...STILL];
  const inside = changes.filter((_, step) => step % 2 === 0);
  const between = changes.filter((_, step) => step % 2 === 1);
  return [
    ...[inside, between].map((part) => mean(part.map((change) => Math.exp(-change / UNCHANGED)))),
    ...[inside, between].map((part) => Math.log2(mean(part) + UNCHANGED)),
  ];
}
