import type { Label } from './labels-csv.ts';
import { baseName, nameMatcher } from './label-matching.ts';
import { pooledOpinion } from './pooled-opinion.ts';
import type { Opinion } from './pooled-opinion.ts';
import { raterConsistency } from './rater-consistency.ts';
import type { Consistency } from './rater-consistency.ts';
import { sessionScores } from './rating-session.ts';
import type { RatingSession } from './rating-session.ts';

/** Labels that came from a CSV. */
export interface LabelImport {
  readonly id: string;
  /** Name of the CSV. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly importedAt: number;
  readonly labels: readonly Label[];
}

/** The opinion of all sources about one clip. */
export interface ClipLabel extends Opinion {
  readonly clip: string;
  /** Whether a file of this name is on the page. */
  readonly onPage: boolean;
}

/** Where labels came from: a person who rated here, or a CSV. */
export interface LabelSource {
  readonly kind: 'rater' | 'csv';
  /** Ids of its sessions or of its import. */
  readonly ids: readonly string[];
  readonly name: string;
  readonly clips: number;
  readonly consistency: Consistency | null;
}

function sessionsByRater(sessions: readonly RatingSession[]): Map<string, RatingSession[]> {
  const byRater = new Map<string, RatingSession[]>();
  for (const session of [...sessions].sort((a, b) => a.startedAt - b.startedAt)) byRater.set(session.rater, [...(byRater.get(session.rater) ?? []), session]);
  return byRater;
}

/** What one rater says of each clip; a later session replaces what an earlier one said. */
export function raterScores(sessions: readonly RatingSession[], rater: string): Map<string, number> {
  return new Map((sessionsByRater(sessions).get(rater) ?? []).flatMap((session) => [...sessionScores(session)]));
}

/**
 * All labels, pooled over raters and imports, in the order of the names.
 * @param files names of the files on the page; labels follow their spelling.
 */
export function clipLabels(sessions: readonly RatingSession[], imports: readonly LabelImport[], files: readonly string[]): ClipLabel[] {
  const { match } = nameMatcher(files);
  const opinions = new Map<string, Opinion[]>();
  const add = (name: string, opinion: Opinion): void => {
    const clip = match(name) ?? baseName(name);
    opinions.set(clip, [...(opinions.get(clip) ?? []), opinion]);
  };
  for (const rater of sessionsByRater(sessions).keys()) {
    for (const [clip, mos] of raterScores(sessions, rater)) add(clip, { mos, deviation: 0, count: 1 });
  }
  for (const { labels } of imports) for (const label of labels) add(label.file, label);
  const onPage = new Set(files);
  const names = new Intl.Collator(undefined, { numeric: true });
  return [...opinions].map(([clip, given]) => ({ clip, onPage: onPage.has(clip), ...pooledOpinion(given) })).sort((a, b) => names.compare(a.clip, b.clip));
}

/** The sources of the labels: raters first, then files. */
export function labelSources(sessions: readonly RatingSession[], imports: readonly LabelImport[]): LabelSource[] {
  const raters = [...sessionsByRater(sessions)].map(([rater, own]): LabelSource => ({
    kind: 'rater',
    ids: own.map(({ id }) => id),
    name: rater,
    clips: raterScores(sessions, rater).size,
    consistency: raterConsistency(own),
  }));
  const files = imports.map(({ id, name, labels }): LabelSource => ({ kind: 'csv', ids: [id], name, clips: labels.length, consistency: null }));
  return [...raters, ...files];
}
