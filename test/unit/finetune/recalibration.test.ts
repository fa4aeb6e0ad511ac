import { describe, expect, it } from 'vitest';
import { NO_RECALIBRATION, recalibrate } from '../../../models/finetune/recalibration.ts';

/** Scores from 2 to 4, and noise that neither leans nor tilts. */
const scores = Array.from({ length: 20 }, (_, i) => 2 + (i % 10) / 4.5);
const noise = scores.map((_, i) => (i < 10 ? 0.4 : -0.4));

describe('recalibration', () => {
  it('changes nothing that the labels do not show', () => {
    expect(recalibrate(scores, scores.map((score, i) => score + (noise[i] ?? 0)))).toBe(NO_RECALIBRATION);
    expect(recalibrate(scores, scores.map((score, i) => score + (noise[i] ?? 0) + 0.1))).toBe(NO_RECALIBRATION);
    expect(recalibrate([3, 2], [4, 3])).toBe(NO_RECALIBRATION);
    expect(recalibrate([], [])).toBe(NO_RECALIBRATION);
  });

  it('moves a model that lies beside the labels, and leaves its slope', () => {
    const { slope, intercept } = recalibrate(scores, scores.map((score, i) => score + (noise[i] ?? 0) + 0.7));
    expect(slope).toBe(1);
    // 20 labels against 8 clips of the prior.
    expect(intercept).toBeCloseTo((0.7 * 20) / 28, 10);
  });

  it('turns the scale where the labels show another slope', () => {
    const { slope, intercept } = recalibrate(scores, scores.map((score, i) => 3 + 2 * (score - 3) + 0.1 * (noise[i] ?? 0)));
    expect(slope).toBeGreaterThan(1.7);
    expect(slope).toBeLessThan(2);
    expect(slope * 3 + intercept).toBeCloseTo(3, 1);
  });

  it('is exact where there is no noise at all', () => {
    expect(recalibrate(scores, scores)).toBe(NO_RECALIBRATION);
    expect(recalibrate(scores, scores.map((score) => score + 0.5)).slope).toBeCloseTo(1, 10);
  });
});
