import type { Entry } from '../store/entry.ts';

/** Columns that the table can be sorted by. */
export type SortColumn = 'name' | 'mos' | 'duration' | 'size' | 'codec' | 'status';

export interface FileOrder {
  readonly column: SortColumn;
  readonly ascending: boolean;
}

const STATUS_RANK: Readonly<Record<Entry['status'], number>> = { scoring: 0, queued: 1, ok: 2, cancelled: 3, failed: 4 };

function key(entry: Entry, column: SortColumn): string | number | null {
  switch (column) {
    case 'name':
      return entry.name;
    case 'mos':
      return entry.result?.score?.mos ?? null;
    case 'duration':
      return entry.media?.durationS ?? null;
    case 'size':
      return entry.media === null ? null : entry.media.width * entry.media.height;
    case 'codec':
      return entry.media?.codec ?? null;
    case 'status':
      return STATUS_RANK[entry.status];
  }
}

/** The files in the wished order; those without a value come last either way. Null keeps the order of arrival. */
export function orderedFiles(entries: readonly Entry[], order: FileOrder | null): readonly Entry[] {
  if (order === null) return entries;
  const names = new Intl.Collator(undefined, { numeric: true });
  const sign = order.ascending ? 1 : -1;
  return [...entries].sort((a, b) => {
    const left = key(a, order.column);
    const right = key(b, order.column);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (typeof left === 'string' && typeof right === 'string' ? names.compare(left, right) : Number(left) - Number(right));
  });
}
