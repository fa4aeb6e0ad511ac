import { parseLabels } from './labels-csv.ts';
import type { Label, LabelRange } from './labels-csv.ts';
import { ambiguousNames, baseName, nameMatcher } from './label-matching.ts';

/** What became of a CSV of labels. */
export interface ImportSummary {
  readonly name: string;
  /** Labels that are used, or will be as soon as their file is here. */
  readonly labels: readonly Label[];
  readonly matched: number;
  /** Names without a file on the page. */
  readonly unmatched: readonly string[];
  /** One sentence for every row that was left out. */
  readonly problems: readonly string[];
  /** Base names that stand for several paths; their labels were left out. */
  readonly ambiguous: readonly string[];
}

/**
 * Reads a CSV against the files on the page.
 * @throws LabelsError with one sentence when the columns are missing or there are too many rows.
 */
export function importLabels(name: string, text: string, range: LabelRange, files: readonly string[]): ImportSummary {
  const { labels, problems } = parseLabels(text, range);
  const ambiguous = ambiguousNames(labels.map(({ file }) => file));
  const usable = labels.filter(({ file }) => !ambiguous.has(baseName(file)));
  const { match } = nameMatcher(files);
  const unmatched = usable.filter(({ file }) => match(file) === null).map(({ file }) => file);
  return { name, labels: usable, matched: usable.length - unmatched.length, unmatched, problems, ambiguous: [...ambiguous] };
}
