import { expect } from 'vitest';
import type { ChunkViews } from '../../../workers/media.ts';

/** Compares byte by byte: vitest's own `toEqual` takes seconds for the views of a chunk. */
export function expectSameBytes(actual: Uint8Array | undefined, expected: Uint8Array | undefined): void {
  if (actual === undefined || expected === undefined) throw new Error('There is nothing to compare.');
  expect(actual.length).toBe(expected.length);
  expect(actual.findIndex((value, i) => value !== expected[i])).toBe(-1);
}

/** @param digits to which the times must agree, as for `toBeCloseTo`. */
export function expectSameChunks(actual: readonly ChunkViews[], expected: readonly ChunkViews[], digits = 9): void {
  expect(actual.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
  actual.forEach((chunk, i) => {
    const other = expected[i];
    chunk.frameTimesS.forEach((time, k) => expect(time).toBeCloseTo(other?.frameTimesS[k] ?? NaN, digits));
    expectSameBytes(chunk.global, other?.global);
    expectSameBytes(chunk.fragments, other?.fragments);
  });
}
