import { describe, expect, it } from 'vitest';
import { standstill, stepChanges } from '../../models/ops/standstill.ts';

describe('changes from frame to frame', () => {
  it('are mean absolute differences', () => {
    expect(stepChanges(Uint8Array.from([10, 20, 12, 16, 12, 16]), 3)).toEqual([3, 0]);
  });
});

describe('standstill', () => {
  it('of a chunk that is frozen throughout has shares of one', () => {
    expect(standstill([0, 0, 0, 0, 0, 0, 0], false)).toEqual([1, 1, -2, -2]);
  });

  it('of a photograph says nothing', () => {
    expect(standstill([0, 0, 0, 0, 0, 0, 0], true)).toEqual([0, 0, -2, -2]);
  });

  it('keeps the steps inside pairs apart from those between them', () => {
    const [inside = NaN, between = NaN, insideSize = NaN, betweenSize = NaN] = standstill([0, 8, 0, 8, 8, 8, 8], false);
    expect(inside).toBeCloseTo(0.5, 6);
    expect(between).toBeCloseTo(0, 6);
    expect(insideSize).toBeCloseTo(Math.log2(4.25), 6);
    expect(betweenSize).toBeCloseTo(Math.log2(8.25), 6);
  });
});
