import Papa from 'papaparse';
import { csvText, numberCell, textCell } from '../export/csv-cells.ts';
import { pooledOpinion } from './pooled-opinion.ts';
import type { Opinion } from './pooled-opinion.ts';

/** Reads and writes label files: a CSV with the columns `file` and `mos`, and where several raters are behind a row `sd` and `count`. */

/** Opinion about one file. */
export interface Label extends Opinion {
  readonly file: string;
}

export interface ParsedLabels {
  readonly labels: readonly Label[];
  /** One sentence for every row that was left out. */
  readonly problems: readonly string[];
}

/** Ends of the scale that the numbers of a file are on. */
export interface LabelRange {
  readonly low: number;
  readonly high: number;
}

export const MOS_RANGE: LabelRange = { low: 1, high: 5 };
const MAX_ROWS = 200_000;

/** The CSV cannot be used at all; the message is one sentence. */
export class LabelsError extends Error {
  override readonly name = 'LabelsError';
}

/**
 * Reads labels. Several rows of one file are several raters: their mean counts, by `count` where a row already stands for several. Byte-order mark,
 * CRLF, quotes, semicolons and tabs are fine; other columns are ignored.
 * @param range the scale of the numbers, mapped onto 1–5 in a straight line.
 * @throws LabelsError when the columns are missing or there are too many rows.
 */
export function parseLabels(text: string, range: LabelRange = MOS_RANGE): ParsedLabels {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const [header, ...rows] = data;
  const columns = (header ?? []).map((cell) => cell.trim().toLowerCase());
  const fileColumn = columns.indexOf('file');
  const mosColumn = columns.indexOf('mos');
  const deviationColumn = columns.indexOf('sd');
  const countColumn = columns.indexOf('count');
  if (fileColumn < 0 || mosColumn < 0) throw new LabelsError('A label file needs the columns file and mos in its first line.');
  if (rows.length > MAX_ROWS) throw new LabelsError(`A label file may have ${MAX_ROWS} rows; this one has ${rows.length}.`);

  const problems: string[] = [];
  const scale = 4 / (range.high - range.low);
  const opinions = new Map<string, Opinion[]>();
  rows.forEach((row, i) => {
    const line = `Row ${i + 2}`;
    const file = unescaped((row[fileColumn] ?? '').trim());
    const cell = (row[mosColumn] ?? '').trim();
    const value = numberIn(cell);
    if (file === '') problems.push(`${line} names no file.`);
    else if (!Number.isFinite(value)) problems.push(`${line} (${file}): “${cell}” is not a number.`);
    else if (value < range.low || value > range.high) problems.push(`${line} (${file}): ${value} is outside ${range.low}–${range.high}.`);
    else {
      const count = numberIn(row[countColumn] ?? '');
      const deviation = numberIn(row[deviationColumn] ?? '');
      const opinion: Opinion = {
        mos: 1 + scale * (value - range.low),
        deviation: deviation > 0 && Number.isFinite(deviation) ? scale * deviation : 0,
        count: Number.isInteger(count) && count > 0 ? count : 1,
      };
      const others = opinions.get(file);
      // A copy for each row would take minutes over 100,000 raters of one file.
      if (others === undefined) opinions.set(file, [opinion]);
      else others.push(opinion);
    }
  });
  return { labels: [...opinions].map(([file, given]) => ({ file, ...pooledOpinion(given) })), problems };
}

/** Some locales write 3,4; a comma that is not a separator can only be a decimal one. */
function numberIn(cell: string): number {
  const text = cell.trim();
  return text === '' ? NaN : Number(text.replace(',', '.'));
}

/** A name without the apostrophe that keeps spreadsheets from running it. */
function unescaped(name: string): string {
  return /^'[=+\-@\t\r\n]/.test(name) ? name.slice(1) : name;
}

/** Labels as a CSV that {@link parseLabels} reads again. */
export function labelsCsv(labels: readonly Label[]): string {
  return csvText(
    ['file', 'mos', 'sd', 'count'],
    labels.map(({ file, mos, deviation, count }) => [textCell(file), numberCell(mos, 4), numberCell(deviation, 4), String(count)]),
  );
}

/** The range that the numbers of a label file seem to be on: 1–5, or the smallest usual scale that holds them all. */
export function guessRange(text: string): LabelRange {
  const { labels, problems } = parseLabels(text, { low: -Infinity, high: Infinity });
  if (labels.length === 0 && problems.length > 0) return MOS_RANGE;
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const column = (data[0] ?? []).map((cell) => cell.trim().toLowerCase()).indexOf('mos');
  const numbers = data.slice(1).map((row) => numberIn(row[column] ?? '')).filter(Number.isFinite);
  const low = numbers.reduce((least, value) => Math.min(least, value), Infinity);
  const high = numbers.reduce((most, value) => Math.max(most, value), -Infinity);
  if (low >= 1 && high <= 5) return MOS_RANGE;
  if (low >= 0 && high <= 1) return { low: 0, high: 1 };
  if (low >= 0 && high <= 10) return { low: 0, high: 10 };
  return { low: Math.min(0, low), high: Math.max(100, high) };
}
