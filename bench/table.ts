import { median, type Measurement } from './measurement.ts';

function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The report as one table of text: median, least and most, how often. */
export function textTable(measurements: readonly Measurement[]): string {
  const head = ['section', 'what', 'median', 'unit', 'least – most', 'n', 'target', 'note'];
  const rows = measurements.map(({ section, name, unit, values, target = '', note = '' }) => [
    section, name, figure(median(values)), unit, values.length > 1 ? `${figure(Math.min(...values))} – ${figure(Math.max(...values))}` : '', String(values.length), target, note,
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => ([2, 5].includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
