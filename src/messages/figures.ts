/** A share as a percentage with at most one decimal: `90%`. */
export function percentText(level: number): string {
  return `${Number((level * 100).toFixed(1))}%`;
}

/** A count with its noun: `1 clip`, `1,200 clips`. */
export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
