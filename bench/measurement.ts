/** One line of the table: what was measured, in which unit, every time it was measured. */
export interface Measurement {
  readonly section: string;
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  /** What the figure has to reach, in words; empty where nothing was set. */
  readonly target?: string;
  readonly note?: string;
}

/** Median, NaN for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
