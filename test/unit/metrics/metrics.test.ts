import { describe, expect, it } from 'vitest';
import { agreement } from '../../../models/metrics/agreement.ts';
import { bootstrap } from '../../../models/metrics/bootstrap.ts';
import { kendall, pearson, rmse, spearman } from '../../../models/metrics/correlation.ts';
import { fitLogistic, logistic } from '../../../models/metrics/logistic.ts';
import { seededRandom, shuffled } from '../../../models/metrics/random.ts';
import { ranks } from '../../../models/metrics/ranks.ts';

describe('ranks', () => {
  it('gives ties their mean rank', () => {
    expect(ranks([3, 1, 4, 1, 5])).toEqual([3, 1.5, 4, 1.5, 5]);
  });
});

// Reference values: scipy.stats 1.17 (pearsonr, spearmanr, kendalltau) on the same numbers.
describe('correlations', () => {
  const a = [2.1, 3.4, 3.4, 1.2, 4.8, 2.9, 3.9];
  const b = [2.0, 3.9, 3.1, 1.5, 4.1, 3.1, 4.4];
  it('equals scipy', () => {
    expect(pearson(a, b)).toBeCloseTo(0.9256522770273606, 12);
    expect(spearman(a, b)).toBeCloseTo(0.9363636363636364, 12);
    expect(kendall(a, b)).toBeCloseTo(0.85, 12);
  });
  it('is undefined without variation', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
  it('refuses unequal lengths', () => {
    expect(() => rmse([1], [1, 2])).toThrow(RangeError);
  });
});

describe('logistic', () => {
  it('recovers the curve that made the data', () => {
    const beta = [4.6, 1.3, 0.2, 0.4] as const;
    const x = Array.from({ length: 60 }, (_, i) => -1.5 + i * 0.06);
    const y = x.map((value) => logistic(value, beta));
    const fitted = fitLogistic(x, y);
    fitted.forEach((value, i) => expect(i === 3 ? Math.abs(value) : value).toBeCloseTo(beta[i] ?? NaN, 4));
  });
  it('survives two items', () => {
    expect(fitLogistic([1, 2], [3, 4])).toEqual([4, 3, 1.5, 0.5]);
  });
});

describe('bootstrap', () => {
  it('covers the truth and is repeatable', () => {
    const random = seededRandom(7);
    const values = Array.from({ length: 200 }, () => random());
    const meanOf = (indices: readonly number[]): number => indices.reduce((sum, i) => sum + (values[i] ?? 0), 0) / indices.length;
    const one = bootstrap(values.length, meanOf);
    expect(bootstrap(values.length, meanOf)).toEqual(one);
    expect(one.low).toBeLessThan(0.5);
    expect(one.high).toBeGreaterThan(0.5);
    // Standard error of a uniform's mean at n = 200 is 0.0204.
    expect(one.high - one.low).toBeCloseTo(2 * 1.96 * 0.0204, 1);
  });
  it('gives no interval for two items', () => {
    expect(bootstrap(2, () => 1).low).toBeNaN();
  });
});

describe('seeded random', () => {
  it('repeats and shuffles without loss', () => {
    expect(shuffled([1, 2, 3, 4, 5], seededRandom(3))).toEqual(shuffled([1, 2, 3, 4, 5], seededRandom(3)));
    expect(shuffled([1, 2, 3, 4, 5], seededRandom(3)).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('agreement', () => {
  it('reports a perfect predictor as perfect', () => {
    const opinions = [1.2, 2.3, 2.9, 3.4, 3.8, 4.4, 4.9];
    const { srcc, krcc, plcc, rmse: error, n } = agreement(opinions, opinions);
    expect([n, srcc.value, krcc.value]).toEqual([7, 1, 1]);
    expect(plcc.value).toBeCloseTo(1, 2);
    expect(error.value).toBe(0);
  });

  it('ranks on one scale and takes the error on the other', () => {
    const opinions = [1.2, 2.3, 2.9, 3.4, 3.8, 4.4, 4.9];
    const inTwoLines = opinions.map((opinion, i) => opinion + (i < 3 ? 1.5 : -0.5));
    const { srcc, rmse: error } = agreement(opinions, opinions, inTwoLines);
    expect(srcc.value).toBe(1);
    expect(error.value).toBeCloseTo(Math.sqrt((3 * 2.25 + 4 * 0.25) / 7), 10);
  });
});
