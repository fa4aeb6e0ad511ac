import { describe, expect, it } from 'vitest';
import { AnchoredAdam } from '../../../models/finetune/adam.ts';
import { groupedFolds } from '../../../models/finetune/folds.ts';
import { cosineRestarts } from '../../../models/finetune/schedule.ts';
import { spanOf } from '../../../models/finetune/span.ts';
import { verdictOf } from '../../../models/finetune/verdict.ts';
import { seededRandom } from '../../../models/metrics/random.ts';

describe('cosine annealing with warm restarts', () => {
  it('restarts with cycles that double', () => {
    expect([0, 10, 20, 40, 60].map((step) => cosineRestarts(step, 20))).toEqual([1, expect.closeTo(0.5), 1, expect.closeTo(0.5), 1]);
    expect(cosineRestarts(19, 20)).toBeLessThan(0.01);
    expect(cosineRestarts(59, 20)).toBeLessThan(0.01);
  });
});

describe('grouped folds', () => {
  it('keep a file in one fold, in equal shares, the same for the same seed', () => {
    const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'a', 'b'];
    const folds = groupedFolds(groups, 3, 4);
    expect(folds[6]).toBe(folds[0]);
    expect(folds[7]).toBe(folds[1]);
    expect([0, 1, 2].map((fold) => folds.slice(0, 6).filter((one) => one === fold).length)).toEqual([2, 2, 2]);
    expect(groupedFolds(groups, 3, 4)).toEqual(folds);
  });
  it('refuse more folds than files', () => {
    expect(() => groupedFolds(['a', 'a', 'b'], 3, 1)).toThrow(RangeError);
  });
});

describe('span', () => {
  it('is orthonormal and leaves out what adds nothing', () => {
    const random = seededRandom(2);
    const vectors = Array.from({ length: 5 }, () => Float32Array.from({ length: 50 }, () => random() - 0.5));
    const sum = Float32Array.from({ length: 50 }, (_, i) => (vectors[0]?.[i] ?? 0) + (vectors[3]?.[i] ?? 0));
    const basis = spanOf([...vectors, sum]);
    expect(basis.length).toBe(5);
    basis.forEach((a, i) => basis.forEach((b, j) => {
      expect(a.reduce((total, value, k) => total + value * (b[k] ?? 0), 0)).toBeCloseTo(i === j ? 1 : 0, 5);
    }));
  });
});

describe('anchored Adam', () => {
  it('finds the minimum of a bowl, and without a gradient comes home', () => {
    const adam = new AnchoredAdam(Float32Array.of(0, 0), 0);
    for (let step = 0; step < 500; step += 1) adam.step(adam.values.map((value, i) => 2 * (value - (i === 0 ? 3 : -1))), 0.05);
    expect(adam.values[0]).toBeCloseTo(3, 2);
    expect(adam.values[1]).toBeCloseTo(-1, 2);
    const pulled = new AnchoredAdam(Float32Array.of(1), 1);
    pulled.values[0] = 5;
    for (let step = 0; step < 200; step += 1) pulled.step(Float32Array.of(0), 0.1);
    expect(pulled.values[0]).toBeCloseTo(1, 4);
  });
});

describe('verdict', () => {
  const labels = Array.from({ length: 30 }, (_, i) => 1 + (4 * i) / 29);
  const off = (by: number): number[] => labels.map((label, i) => label + by * (i % 2 === 0 ? 1 : -1));
  it('is likely when clearly better, no when not, unclear between, unknown with few labels', () => {
    expect(verdictOf(off(1), off(0.3), labels)).toBe('likely');
    expect(verdictOf(off(0.3), off(1), labels)).toBe('no');
    const mixed = labels.map((label, i) => label + (i < 14 ? 0.9 : 0.05));
    expect(verdictOf(off(0.62), mixed, labels)).toBe('unclear');
    expect(verdictOf(off(1).slice(0, 7), off(0).slice(0, 7), labels.slice(0, 7))).toBe('unknown');
  });
});
