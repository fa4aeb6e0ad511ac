import { describe, expect, it } from 'vitest';
import { studentQuantile, studentWithin } from '../../../models/metrics/student-t.ts';

describe("Student's t", () => {
  // From published tables of the two-sided 90% and 99% points.
  it.each([
    [0.9, 1, 6.3138], [0.9, 2, 2.92], [0.9, 3, 2.3534], [0.9, 10, 1.8125], [0.9, 29, 1.6991], [0.99, 4, 4.6041], [0.99, 15, 2.9467], [0.5, 1, 1],
  ])('%d of it with %i degrees of freedom lie within %d', (level, degrees, t) => {
    expect(studentQuantile(level, degrees)).toBeCloseTo(t, 3);
    expect(studentWithin(t, degrees)).toBeCloseTo(level, 4);
  });
  it('nears the normal distribution', () => {
    expect(studentQuantile(0.9, 100_000)).toBeCloseTo(1.6449, 1);
  });
  it('knows nothing without a degree of freedom', () => {
    expect(studentQuantile(0.9, 0)).toBe(Infinity);
  });
});
