/** Opinion of one or several raters about one clip. */
export interface Opinion {
  /** 1–5. */
  readonly mos: number;
  /** Standard deviation between the raters, 0 for one. */
  readonly deviation: number;
  /** How many raters. */
  readonly count: number;
}

/**
 * One opinion from several: as if all raters had been asked together.
 * @throws RangeError without any.
 */
export function pooledOpinion(opinions: readonly Opinion[]): Opinion {
  if (opinions.length === 0) throw new RangeError('There is no opinion to pool.');
  const count = opinions.reduce((sum, opinion) => sum + opinion.count, 0);
  const mos = opinions.reduce((sum, opinion) => sum + opinion.count * opinion.mos, 0) / count;
  const squares = opinions.reduce((sum, opinion) => sum + (opinion.count - 1) * opinion.deviation ** 2 + opinion.count * (opinion.mos - mos) ** 2, 0);
  return { mos, count, deviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)) };
}
