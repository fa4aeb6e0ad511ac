import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvText, textCell } from '../../../src/export/csv-cells.ts';
import { chunksCsv } from '../../../src/export/chunks-csv.ts';
import { CHUNKS_COLUMNS } from '../../../src/export/chunks-csv.ts';
import { SCORES_COLUMNS, scoresCsv } from '../../../src/export/scores-csv.ts';
import { failed, ok } from './sample-results.ts';

/** Names as systems allow them, the nasty ones often: quotes, separators, line ends, formulas, markup, other scripts. */
const name = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.array(fc.constantFrom('"', ',', ';', '\n', '\r\n', '\t', '=', '+', '-', '@', "'", '<b>', '\u202e', '日本', ' ', 'a', '1'), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
);

const parse = (text: string): string[][] => Papa.parse<string[]>(text, { delimiter: ',', newline: '\n', skipEmptyLines: false }).data.slice(0, -1);

describe('any name', () => {
  it('comes back from scores.csv, in its column, and no cell starts a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.boolean(), name), { maxLength: 8 }), (files) => {
        const rows = parse(scoresCsv(files.map(([file, good, error]) => ({ file, result: good ? ok : { ...failed, error } }))));
        expect(rows[0]).toEqual([...SCORES_COLUMNS]);
        expect(rows.slice(1).map((row) => row.length)).toEqual(files.map(() => SCORES_COLUMNS.length));
        rows.slice(1).forEach((row, i) => {
          expect(row[0]).toBe(textCell(files[i]?.[0] ?? ''));
          for (const cell of row) expect(cell).not.toMatch(/^[=+@\t\r\n]/);
          expect([row[0], row.at(-1)].some((cell) => cell?.startsWith('-'))).toBe(false);
        });
      }),
    );
  });

  it('comes back from chunks.csv', () => {
    fc.assert(
      fc.property(name, (file) => {
        const rows = parse(chunksCsv([{ file, result: ok }]));
        expect(rows[0]?.slice(0, CHUNKS_COLUMNS.length)).toEqual([...CHUNKS_COLUMNS]);
        expect(rows.slice(1).map((row) => row[0])).toEqual(ok.chunks.map(() => textCell(file)));
      }),
    );
  });
});

it('rows of any cells come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      expect(parse(csvText(['a', 'b', 'c'], rows)).slice(1)).toEqual(rows);
    }),
  );
});
