import type { Entry } from '../store/entry.ts';
import { sourceName } from './source-name.ts';

/** A line of the table: a file, or the head of several files of one source. */
export type TableLine =
  | { readonly kind: 'file'; readonly key: string; readonly entry: Entry; readonly inGroup: boolean }
  | { readonly kind: 'group'; readonly key: string; readonly source: string; readonly entries: readonly Entry[]; readonly folded: boolean };

/** How files are gathered: not at all (null), or by source with the user's own words left out of the names. */
export interface Grouping {
  readonly own: RegExp | null;
  /** Keys of the groups whose files are folded away. */
  readonly folded: ReadonlySet<string>;
}

/**
 * The lines of the table for files that are already filtered and sorted. A group stands where its first file would, and
 * keeps the order of its files; a file alone has no head.
 */
export function tableLines(entries: readonly Entry[], grouping: Grouping | null): readonly TableLine[] {
  if (grouping === null) return entries.map((entry) => fileLine(entry, false));
  const groups = new Map<string, { readonly source: string; readonly entries: Entry[] }>();
  for (const entry of entries) {
    const source = sourceName(entry.name, grouping.own);
    const key = source.toLocaleLowerCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { source, entries: [entry] });
    else group.entries.push(entry);
  }
  return [...groups].flatMap(([key, { source, entries: members }]): TableLine[] => {
    if (members.length === 1) return members.map((entry) => fileLine(entry, false));
    const folded = grouping.folded.has(key);
    return [{ kind: 'group', key: `group ${key}`, source, entries: members, folded }, ...(folded ? [] : members.map((entry) => fileLine(entry, true)))];
  });
}

/** The key that {@link Grouping.folded} knows a group by. */
export function groupKey(line: Extract<TableLine, { kind: 'group' }>): string {
  return line.source.toLocaleLowerCase();
}

function fileLine(entry: Entry, inGroup: boolean): TableLine {
  return { kind: 'file', key: `file ${entry.id}`, entry, inGroup };
}
