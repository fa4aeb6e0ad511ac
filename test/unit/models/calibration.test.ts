import { describe, expect, it } from 'vitest';
import { chunkOpinion, pool, videoOpinion, type Calibration } from '../../../models/calibration.ts';
import { cellShares } from '../../../models/cell-shares.ts';

const calibration: Calibration = { scale: 0.5, offset: 3, pooling: { worstShare: 0.25, worstWeight: 0.4 }, interval: { level: 0.9, chunkQuantile: 2, videoQuantile: 1 } };

describe('opinion of a chunk', () => {
  it('maps, clips, and widens by the spread', () => {
    expect(chunkOpinion(calibration, 1, 0.3)).toEqual({ mos: 3.5, low: 3.2, high: 3.8 });
    expect(chunkOpinion(calibration, 9, 1)).toEqual({ mos: 5, low: 5, high: 5 });
    expect(chunkOpinion(calibration, -9, 1).low).toBe(1);
  });
});

describe('pooling', () => {
  const values = [{ value: 1, weight: 1 }, { value: 3, weight: 1 }, { value: 4, weight: 1 }, { value: 4, weight: 1 }];
  it('mixes the mean with the worst share', () => {
    expect(pool(values, { worstShare: 0.25, worstWeight: 0.4 })).toBeCloseTo(0.6 * 3 + 0.4 * 1);
    // 1.5 chunks: all of the worst and half of the next.
    expect(pool(values, { worstShare: 0.375, worstWeight: 1 })).toBeCloseTo((1 + 0.5 * 3) / 1.5);
    expect(pool(values, { worstShare: 1, worstWeight: 1 })).toBeCloseTo(3);
  });
  it('weighs by duration', () => {
    expect(pool([{ value: 2, weight: 3 }, { value: 4, weight: 1 }], { worstShare: 1, worstWeight: 0 })).toBeCloseTo(2.5);
  });
  it('refuses an empty video', () => {
    expect(() => pool([], calibration.pooling)).toThrow(RangeError);
  });
});

describe('opinion of a video', () => {
  const chunk = (raw: number) => ({ raw, spread: 0.4, durationS: 1 });
  const even: Calibration = { ...calibration, pooling: { worstShare: 1, worstWeight: 0 } };
  it('has the interval of the model where all was seen', () => {
    expect(videoOpinion(even, [chunk(0)])).toEqual({ mos: 3, low: 2.8, high: 3.2 });
    expect(videoOpinion(even, [chunk(-1), chunk(1)]).high).toBeCloseTo(3.2);
  });
  it('has a wider one the more the seen chunks differ and the fewer they are', () => {
    // Standard deviation 0.2, four of a hundred chunks: t = 2.3534 with three degrees of freedom.
    const raws = [0.1, -0.1, 0.3, -0.1].map((raw) => chunk(raw - 0.05));
    const sampling = 2.35336 * Math.sqrt(((0.11 / 3) * 0.96) / 4);
    const { mos, low, high } = videoOpinion(even, raws, 0.04);
    expect(mos).toBeCloseTo(3);
    expect(high - mos).toBeCloseTo(0.5 * Math.hypot(0.4, sampling), 5);
    expect(mos - low).toBeCloseTo(0.5 * Math.hypot(0.4, sampling), 5);
    expect(videoOpinion(even, [...raws, ...raws], 0.08).high).toBeLessThan(high);
  });
  it('is wider than the model\'s by nothing where the seen chunks agree', () => {
    expect(videoOpinion(even, [chunk(0), chunk(0), chunk(0)], 0.01).high).toBeCloseTo(3.2);
  });
  it('covers the scale after a single chunk of many: nothing says how much the others differ', () => {
    expect(videoOpinion(even, [chunk(0)], 0.01)).toEqual({ mos: 3, low: 1, high: 5 });
  });
});

describe('shares of the cells', () => {
  it('add up to the score', () => {
    const shares = cellShares({ raw: 1.7, cellWeights: Float32Array.of(0.5, 0.3, 0.2), cellTerms: Float32Array.of(0.25, -0.125, 0.5) });
    // u = 1.7 − 0.625.
    expect(shares[0]).toBeCloseTo(0.25 + 0.5 * 1.075, 6);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1.7, 6);
  });
});
