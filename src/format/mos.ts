/** A score as it is read at a glance: one decimal, which is already finer than people's agreement. */
export function formatMos(mos: number): string {
  return mos.toFixed(1);
}

/** A score in tables, where rows are compared with one another. */
export function formatMosFine(mos: number): string {
  return mos.toFixed(2);
}

/** A difference of scores with its sign: `+0.42`, `−0.10`. */
export function formatMosSigned(difference: number): string {
  const text = formatMosFine(Math.abs(difference));
  return `${text === '0.00' ? '' : difference > 0 ? '+' : '−'}${text}`;
}
