const STEPS_S = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200] as const;
const MOST_TICKS = 10;

/** The distance of marks on a time axis: round for a clock, and at most ten of them. */
export function timeTickStepS(durationS: number): number {
  return STEPS_S.find((step) => durationS / step <= MOST_TICKS) ?? 14_400;
}
