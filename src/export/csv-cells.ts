import Papa from 'papaparse';

/** Text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function textCell(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

/** A number with a fixed count of decimals; empty where it is missing. */
export function numberCell(value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '' : value.toFixed(decimals);
}

/** Rows as RFC 4180 text with line feeds, which spreadsheets and command-line tools both read. */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${Papa.unparse([[...header], ...rows.map((row) => [...row])], { newline: '\n' })}\n`;
}
