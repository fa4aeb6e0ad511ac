import type { Entry } from '../store/entry.ts';

export const STATUS_FILTERS = ['all', 'waiting', 'scored', 'failed', 'cancelled'] as const;

/** Which files the table shows by what became of them; files being scored count as waiting. */
export type StatusFilter = (typeof STATUS_FILTERS)[number];

/** What has to hold for a file to be shown. */
export interface FileFilter {
  /** Words that the name, the codec or the error must all contain. */
  readonly text: string;
  readonly status: StatusFilter;
  /** Ends of the range of scores, both included; with either of them files without a score are left out. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

export const NO_FILTER: FileFilter = { text: '', status: 'all', lowest: null, highest: null };

const STATUSES: Readonly<Record<StatusFilter, readonly Entry['status'][]>> = {
  all: ['queued', 'scoring', 'ok', 'failed', 'cancelled'],
  waiting: ['queued', 'scoring'],
  scored: ['ok'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};

/** Whether a filter hides anything at all. */
export function isFiltering({ text, status, lowest, highest }: FileFilter): boolean {
  return text.trim() !== '' || status !== 'all' || lowest !== null || highest !== null;
}

/** The files that a filter lets through, in their order. */
export function filteredFiles(entries: readonly Entry[], filter: FileFilter): readonly Entry[] {
  if (!isFiltering(filter)) return entries;
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter((word) => word !== '');
  const ranged = filter.lowest !== null || filter.highest !== null;
  return entries.filter((entry) => {
    if (!STATUSES[filter.status].includes(entry.status)) return false;
    const mos = entry.result?.score?.mos ?? null;
    if (ranged && (mos === null || mos < (filter.lowest ?? 1) || mos > (filter.highest ?? 5))) return false;
    const text = `${entry.name} ${entry.media?.codec ?? ''} ${entry.error ?? ''}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
