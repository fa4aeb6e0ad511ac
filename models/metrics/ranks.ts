/** Ranks from 1, ties share their mean rank. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const out = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end + 1 < order.length && order[end + 1]?.value === order[start]?.value) end += 1;
    for (let i = start; i <= end; i += 1) out[order[i]?.index ?? 0] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return out;
}
