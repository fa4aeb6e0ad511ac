import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessRange, labelsCsv, LabelsError, parseLabels } from '../../../src/finetune/labels-csv.ts';

describe('reading labels', () => {
  it('takes what spreadsheets write', () => {
    const { labels, problems } = parseLabels('\uFEFFnote;File;MOS\r\nx;"a; b.mp4";3,5\r\n;c.mp4;2\r\n\r\n');
    expect(problems).toEqual([]);
    expect(labels).toEqual([{ file: 'a; b.mp4', mos: 3.5, deviation: 0, count: 1 }, { file: 'c.mp4', mos: 2, deviation: 0, count: 1 }]);
  });

  it('pools several rows of one file, by count where a row stands for several raters', () => {
    expect(parseLabels('file,mos\na.mp4,2\na.mp4,4').labels).toEqual([{ file: 'a.mp4', mos: 3, deviation: Math.SQRT2, count: 2 }]);
    const [label] = parseLabels('file,mos,sd,count\na.mp4,2,0,3\na.mp4,4,,1').labels;
    expect(label).toMatchObject({ mos: 2.5, count: 4 });
    expect(label?.deviation).toBeCloseTo(1);
  });

  it('lists rows that cannot be used and uses the rest', () => {
    const { labels, problems } = parseLabels('file,mos\na.mp4,9\n,3\nb.mp4,great\nc.mp4,\nd.mp4,5');
    expect(labels.map(({ file }) => file)).toEqual(['d.mp4']);
    expect(problems).toEqual([
      'Row 2 (a.mp4): 9 is outside 1–5.', 'Row 3 names no file.', 'Row 4 (b.mp4): “great” is not a number.', 'Row 5 (c.mp4): “” is not a number.',
    ]);
  });

  it('maps another scale onto 1–5, deviations too', () => {
    const { labels } = parseLabels('file,mos,sd,count\na.mp4,75,25,4', { low: 0, high: 100 });
    expect(labels).toEqual([{ file: 'a.mp4', mos: 4, deviation: 1, count: 4 }]);
  });

  it('refuses a file without the columns', () => {
    expect(() => parseLabels('clip,score\na.mp4,3')).toThrow(LabelsError);
    expect(() => parseLabels('')).toThrow(LabelsError);
  });
});

describe('the scale of labels', () => {
  it.each([
    ['file,mos\na,1\nb,5', { low: 1, high: 5 }],
    ['file,mos\na,0.2\nb,0.9', { low: 0, high: 1 }],
    ['file,mos\na,2\nb,7.5', { low: 0, high: 10 }],
    ['file,mos\na,12\nb,81', { low: 0, high: 100 }],
    ['file,mos', { low: 1, high: 5 }],
  ])('of %j', (text, range) => {
    expect(guessRange(text)).toEqual(range);
  });
});

describe('writing labels', () => {
  it('gives what is read again, whatever the names are', () => {
    const name = fc.string({ minLength: 1 }).map((text) => text.trim()).filter((text) => text !== '' && !text.startsWith("'"));
    const opinion = fc.record({ mos: fc.integer({ min: 10, max: 50 }).map((tenths) => tenths / 10), count: fc.integer({ min: 2, max: 30 }), deviation: fc.constantFrom(0, 0.5, 1.25) });
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, opinion), { selector: ([file]) => file, minLength: 1 }), (rows) => {
        const labels = rows.map(([file, given]) => ({ file, ...given }));
        const again = parseLabels(labelsCsv(labels));
        expect(again.problems).toEqual([]);
        again.labels.forEach(({ file, mos, count, deviation }, i) => {
          expect({ file, count }).toEqual({ file: labels[i]?.file, count: labels[i]?.count });
          expect(mos).toBeCloseTo(labels[i]?.mos ?? NaN);
          expect(deviation).toBeCloseTo(labels[i]?.deviation ?? NaN);
        });
      }),
    );
  });
});
