import { describe, expect, it } from 'vitest';
import { FEWEST_PAIRS, raterConsistency } from '../../../src/finetune/rater-consistency.ts';
import type { Step } from '../../../src/finetune/rating-session.ts';
import { sampleSession } from './sample-session.ts';

describe('consistency of a rater', () => {
  it('is the mean difference between the ratings of clips that were shown twice', () => {
    expect(raterConsistency([sampleSession([2, 3, 4, 4]), sampleSession([5, 3, 4, 5])])).toEqual({ pairs: 2, difference: 1, correlation: null });
  });

  it('is unknown without a pair', () => {
    expect(raterConsistency([sampleSession([2, 3, 4])])).toBeNull();
    expect(raterConsistency([sampleSession([null, 3, 4, 2])])).toBeNull();
  });

  it('has a correlation with enough pairs that vary', () => {
    const steps: readonly Step[] = [1, 2, 3, 4, 5];
    expect(steps.length).toBe(FEWEST_PAIRS);
    expect(raterConsistency(steps.map((step) => sampleSession([step, 3, 3, step])))?.correlation).toBeCloseTo(1);
    expect(raterConsistency(steps.map(() => sampleSession([3, 3, 3, 3])))?.correlation).toBeNull();
  });
});
