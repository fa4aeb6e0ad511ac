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
  return labelsOf(labelTable(text), range);
}

/** The rows of a label file and where its columns are; −1 for one that is not there. */
interface LabelTable {
  readonly rows: readonly (readonly string[])[];
  readonly fileColumn: number;
  readonly mosColumn: number;
  readonly deviationColumn: number;
  readonly countColumn: number;
}

/** @throws LabelsError */
function labelTable(text: string): LabelTable {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const [header, ...rows] = data;
  const columns = (header ?? []).map((cell) => cell.trim().toLowerCase());
  const [fileColumn = -1, mosColumn = -1, deviationColumn = -1, countColumn = -1] = ['file', 'mos', 'sd', 'count'].map((name) => columns.indexOf(name));
  if (fileColumn < 0 || mosColumn < 0) throw new LabelsError('A label file needs the columns file and mos in its first line.');
  if (rows.length > MAX_ROWS) throw new LabelsError(`A label file may have ${MAX_ROWS} rows; this one has ${rows.length}.`);
  return { rows, fileColumn, mosColumn, deviationColumn, countColumn };
}

function labelsOf({ rows, fileColumn, mosColumn, deviationColumn, countColumn }: LabelTable, range: LabelRange): ParsedLabels {
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
  const { rows, fileColumn, mosColumn } = labelTable(text);
  const numbers = rows.filter((row) => (row[fileColumn] ?? '').trim() !== '').map((row) => numberIn(row[mosColumn] ?? '')).filter(Number.isFinite);
  // Nothing to map: what is wrong with the rows is told by reading them.
  if (numbers.length === 0 && rows.length > 0) return MOS_RANGE;
  const low = numbers.reduce((least, value) => Math.min(least, value), Infinity);
  const high = numbers.reduce((most, value) => Math.max(most, value), -Infinity);
  if (low >= 1 && high <= 5) return MOS_RANGE;
  if (low >= 0 && high <= 1) return { low: 0, high: 1 };
  if (low >= 0 && high <= 10) return { low: 0, high: 10 };
  return { low: Math.min(0, low), high: Math.max(100, high) };
}
