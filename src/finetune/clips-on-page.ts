import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { useMemo } from 'react';

/** A file that can be rated or trained on. Of several files with one name the first counts: labels know names only. */
export interface PageClip {
  readonly name: string;
  readonly file: File;
  readonly entry: Entry;
}

/** The clips among the entries. */
export function pageClips(entries: readonly Entry[]): PageClip[] {
  const byName = new Map<string, PageClip>();
  for (const entry of entries) {
    const { name, file, status } = entry;
    if (file === null || status === 'failed' || byName.has(name)) continue;
    byName.set(name, { name, file, entry });
  }
  return [...byName.values()];
}

/** Names that several files of the page have. */
export function doubleNames(entries: readonly Entry[]): string[] {
  const names = entries.filter(({ file, status }) => file !== null && status !== 'failed').map(({ name }) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

/** The clips on the page. */
export function usePageClips(): readonly PageClip[] {
  const entries = useQueue((queue) => queue.entries);
  return useMemo(() => pageClips(entries), [entries]);
}
