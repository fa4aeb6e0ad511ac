import { describe, expect, it } from 'vitest';
import { clipLabels, labelSources, raterScores } from '../../../src/finetune/label-book.ts';
import type { LabelImport } from '../../../src/finetune/label-book.ts';
import { importLabels } from '../../../src/finetune/label-import.ts';
import { nameMatcher } from '../../../src/finetune/label-matching.ts';
import { MOS_RANGE } from '../../../src/finetune/labels-csv.ts';
import { sampleSession } from './sample-session.ts';

const imported = (...labels: readonly [string, number, number?][]): LabelImport => ({
  id: 'csv', name: 'labels.csv', importedAt: 1, labels: labels.map(([file, mos, count = 1]) => ({ file, mos, count, deviation: 0 })),
});

describe('names', () => {
  it('match by their last part, the exact one first, then one in other capitals', () => {
    const { match } = nameMatcher(['A.mp4', 'a.mp4', 'Clip.mp4']);
    expect(match('x/a.mp4')).toBe('a.mp4');
    expect(match('C:\\x\\A.mp4')).toBe('A.mp4');
    expect(match('clip.MP4')).toBe('Clip.mp4');
    expect(match('b.mp4')).toBeNull();
  });

  it('do not match when two differ in capitals only and neither is meant', () => {
    expect(nameMatcher(['A.mp4', 'a.mp4']).match('a.MP4')).toBeNull();
  });
});

describe('import', () => {
  it('uses what it can and says what it could not', () => {
    const summary = importLabels('l.csv', 'file,mos\nx/a.mp4,3\nB.mp4,4\nnowhere.mp4,2\na.mov,6\none/c.mp4,1\ntwo/c.mp4,5', MOS_RANGE, ['a.mp4', 'b.mp4', 'c.mp4']);
    expect(summary.labels.map(({ file }) => file)).toEqual(['x/a.mp4', 'B.mp4', 'nowhere.mp4']);
    expect(summary).toMatchObject({ matched: 2, unmatched: ['nowhere.mp4'], problems: ['Row 5 (a.mov): 6 is outside 1–5.'], ambiguous: ['c.mp4'] });
  });
});

describe('label book', () => {
  it('pools raters and imports of one clip, whatever its spelling', () => {
    const labels = clipLabels([sampleSession([2, 3]), sampleSession([4], { id: 'two', rater: 'Ben' })], [imported(['dir/A', 3], ['z', 5, 2])], ['a', 'b']);
    expect(labels).toEqual([
      { clip: 'a', onPage: true, mos: 3, count: 3, deviation: 1 },
      { clip: 'b', onPage: true, mos: 3, count: 1, deviation: 0 },
      { clip: 'z', onPage: false, mos: 5, count: 2, deviation: 0 },
    ]);
  });

  it('lets the later session of a rater replace the earlier one, clip by clip', () => {
    const sessions = [sampleSession([1], { id: 'late', startedAt: 2000 }), sampleSession([5, 4], { id: 'early' })];
    expect([...raterScores(sessions, 'Ada')]).toEqual([['a', 1], ['b', 4]]);
  });

  it('names its sources', () => {
    const sources = labelSources([sampleSession([2, 3, 4, 2]), sampleSession([5], { id: 'two', rater: 'Ben' })], [imported(['a', 3])]);
    expect(sources.map(({ kind, name, clips, ids }) => [kind, name, clips, ids])).toEqual([
      ['rater', 'Ada', 3, ['one']], ['rater', 'Ben', 1, ['two']], ['csv', 'labels.csv', 1, ['csv']],
    ]);
    expect(sources[0]?.consistency).toMatchObject({ pairs: 1, difference: 0 });
  });
});
