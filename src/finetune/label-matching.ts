/** The last part of a path, whichever way its slashes lean. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Names that label files use, brought together with the names of files on the page. */
export interface NameMatcher {
  /** Name of the file on the page that is meant, or null. The exact name is taken first, then one that differs in capitals only. */
  readonly match: (name: string) => string | null;
}

/** @param files names of the files on the page. */
export function nameMatcher(files: readonly string[]): NameMatcher {
  const exact = new Set(files);
  const byLowerCase = new Map<string, string | null>();
  for (const file of exact) {
    const key = file.toLowerCase();
    // Two files that differ in capitals only: neither can be meant by a third spelling.
    byLowerCase.set(key, byLowerCase.has(key) ? null : file);
  }
  return {
    match: (name) => {
      const base = baseName(name);
      return exact.has(base) ? base : (byLowerCase.get(base.toLowerCase()) ?? null);
    },
  };
}

/** Base names that stand for several different paths; their labels cannot be told apart on the page. */
export function ambiguousNames(paths: readonly string[]): Set<string> {
  const pathOf = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const path of paths) {
    const base = baseName(path);
    const other = pathOf.get(base);
    if (other !== undefined && other !== path) ambiguous.add(base);
    pathOf.set(base, path);
  }
  return ambiguous;
}
