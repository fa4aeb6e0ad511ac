import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessRange, LabelsError, parseLabels } from '../../../src/finetune/labels-csv.ts';

const DIALECTS = fc.record({
  mark: fc.constantFrom('', '\uFEFF'),
  newline: fc.constantFrom('\n', '\r\n'),
  separator: fc.constantFrom(',', ';', '\t'),
  quoted: fc.boolean(),
});

describe('a label file', () => {
  it('means the same with a byte-order mark, CRLF, quotes, semicolons or tabs', () => {
    const clip = fc.tuple(fc.string({ minLength: 1, unit: fc.constantFrom(...'abcdefgh -_.()'.split('')) }).map((text) => `c${text.trim()}.mp4`), fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10));
    fc.assert(
      fc.property(fc.uniqueArray(clip, { selector: ([file]) => file, minLength: 2, maxLength: 30 }), DIALECTS, (clips, { mark, newline, separator, quoted }) => {
        const cell = (text: string): string => (quoted ? `"${text}"` : text);
        const text = mark + [['file', 'mos'], ...clips.map(([file, mos]) => [file, String(mos)])].map((row) => row.map(cell).join(separator)).join(newline);
        const { labels, problems } = parseLabels(text);
        expect(problems).toEqual([]);
        expect(labels.map(({ file, mos }) => [file, mos])).toEqual(clips);
      }),
    );
  });

  it('that is any text gives labels inside the scale, or its sentence', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.array(fc.constantFrom('file', 'mos', ',', ';', '"', '\n', '\r', '1', '5', '-', 'NaN', 'Infinity', '1e999', '__proto__', '\0', 'a.mp4', '=1'), { maxLength: 60 }).map((parts) => `file,mos\n${parts.join('')}`),
    );
    fc.assert(
      fc.property(text, (csv) => {
        try {
          const { labels } = parseLabels(csv, guessRange(csv));
          for (const { file, mos, count } of labels) {
            expect(file).not.toBe('');
            expect(mos).toBeGreaterThanOrEqual(1 - 1e-9);
            expect(mos).toBeLessThanOrEqual(5 + 1e-9);
            expect(count).toBeGreaterThanOrEqual(1);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(LabelsError);
        }
      }),
    );
    expect(Object.prototype).not.toHaveProperty('mos');
  });

  it('of 100,000 rows is read, and one of 200,001 refused', { timeout: 60_000 }, () => {
    const rows = (count: number): string => `file;mos\r\n${Array.from({ length: count }, (_, i) => `"clip ${i}.mp4";${1 + (i % 5)}`).join('\r\n')}`;
    const { labels, problems } = parseLabels(rows(100_000));
    expect(problems).toEqual([]);
    expect(labels).toHaveLength(100_000);
    expect(labels.at(-1)).toEqual({ file: 'clip 99999.mp4', mos: 5, deviation: 0, count: 1 });
    expect(() => parseLabels(rows(200_001))).toThrow(LabelsError);
  });

  it('of 100,000 rows about one clip pools them', { timeout: 60_000 }, () => {
    const { labels } = parseLabels(`file,mos\n${Array.from({ length: 100_000 }, (_, i) => `a.mp4,${1 + (i % 5)}`).join('\n')}`);
    expect(labels).toHaveLength(1);
    expect(labels[0]?.mos).toBeCloseTo(3);
    expect(labels[0]?.count).toBe(100_000);
  });
});
