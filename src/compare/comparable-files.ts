import { sameSource } from '../files/source-name.ts';
import type { Entry } from '../store/entry.ts';
import type { ComparedFiles } from '../store/view-store.ts';

/** Files that can stand on either side of a comparison: those with a score. */
export function comparableFiles(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ result }) => result?.score != null);
}

/**
 * What to compare a file with, before anybody has chosen: the next encode of its source by name, else the next file.
 * @param id the file being looked at; where it has no score, the first one that has.
 * @param own the user's words that do not tell sources apart.
 * @returns null where fewer than two files have scores.
 */
export function suggestedPair(entries: readonly Entry[], id: number | null, own: RegExp | null): ComparedFiles | null {
  const files = comparableFiles(entries);
  const at = Math.max(0, files.findIndex((entry) => entry.id === id));
  const a = files[at];
  const others = [...files.slice(at + 1), ...files.slice(0, at)];
  const b = a === undefined ? undefined : (others.find(({ name }) => sameSource(name, a.name, own)) ?? others[0]);
  return a === undefined || b === undefined ? null : { a: a.id, b: b.id };
}
