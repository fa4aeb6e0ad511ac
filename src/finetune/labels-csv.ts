import Papa from 'papaparse';

/** Reads and writes label files: a CSV with the columns `file` and `mos`. */

/** Opinion about one file. */
export interface Label {
  readonly file: string;
  /** 1–5. */
  readonly mos: number;
  /** How many rows (raters) it is the mean of. */
  readonly count: number;
  /** Standard deviation over the rows, 0 for one. */
  readonly deviation: number;
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
 * Reads labels. Several rows of one file are several raters: their mean counts. Byte-order mark, CRLF, quotes, semicolons and tabs are fine; columns
 * beside `file` and `mos` are ignored.
 * @param range the scale of the numbers, mapped onto 1–5 in a straight line.
 * @throws LabelsError when the columns are missing or there are too many rows.
 */
export function parseLabels(text: string, range: LabelRange = MOS_RANGE): ParsedLabels {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const [header, ...rows] = data;
  const columns = (header ?? []).map((cell) => cell.trim().toLowerCase());
  const fileColumn = columns.indexOf('file');
  const mosColumn = columns.indexOf('mos');
  if (fileColumn < 0 || mosColumn < 0) throw new LabelsError('A label file needs the columns file and mos in its first line.');
  if (rows.length > MAX_ROWS) throw new LabelsError(`A label file may have ${MAX_ROWS} rows; this one has ${rows.length}.`);

  const problems: string[] = [];
  const values = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const line = `Row ${i + 2}`;
    const file = (row[fileColumn] ?? '').trim();
    const cell = (row[mosColumn] ?? '').trim();
    // Some locales write 3,4; a comma that is not a separator can only be a decimal one.
    const value = cell === '' ? NaN : Number(cell.replace(',', '.'));
    if (file === '') problems.push(`${line} names no file.`);
    else if (!Number.isFinite(value)) problems.push(`${line} (${file}): “${cell}” is not a number.`);
    else if (value < range.low || value > range.high) problems.push(`${line} (${file}): ${value} is outside ${range.low}–${range.high}.`);
    else values.set(file, [...(values.get(file) ?? []), 1 + (4 * (value - range.low)) / (range.high - range.low)]);
  });
  const labels = [...values].map(([file, given]) => {
    const mos = given.reduce((sum, value) => sum + value, 0) / given.length;
    const deviation = given.length < 2 ? 0 : Math.sqrt(given.reduce((sum, value) => sum + (value - mos) ** 2, 0) / (given.length - 1));
    return { file, mos, count: given.length, deviation };
  });
  return { labels, problems };
}

/** The range that the numbers of a label file seem to be on: 1–5, or the smallest usual scale that holds them all. */
export function guessRange(text: string): LabelRange {
  const { labels, problems } = parseLabels(text, { low: -Infinity, high: Infinity });
  if (labels.length === 0 && problems.length > 0) return MOS_RANGE;
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy' });
  const column = (data[0] ?? []).map((cell) => cell.trim().toLowerCase()).indexOf('mos');
  const numbers = data.slice(1).map((row) => Number((row[column] ?? '').trim().replace(',', '.'))).filter(Number.isFinite);
  const low = numbers.reduce((least, value) => Math.min(least, value), Infinity);
  const high = numbers.reduce((most, value) => Math.max(most, value), -Infinity);
  if (low >= 1 && high <= 5) return MOS_RANGE;
  if (low >= 0 && high <= 1) return { low: 0, high: 1 };
  if (low >= 0 && high <= 10) return { low: 0, high: 10 };
  return { low: Math.min(0, low), high: Math.max(100, high) };
}
