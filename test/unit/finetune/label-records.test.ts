import { describe, expect, it } from 'vitest';
import { readImports, readSessions } from '../../../src/finetune/label-records.ts';
import { sampleSession } from './sample-session.ts';

describe('records of labels', () => {
  it('are read back as they were', () => {
    const session = sampleSession([2, null]);
    expect(readSessions([structuredClone(session)])).toEqual({ records: [session], unreadable: 0 });
  });

  it('that are damaged are left out and counted; the others stay', () => {
    const session = sampleSession([2]);
    const damaged = [{ ...session, answers: [{ place: 9, step: 3 }] }, { ...session, answers: [{ place: 0, step: 6 }] }, { ...session, rater: '' }, null, 'text'];
    expect(readSessions([...damaged, session])).toEqual({ records: [session], unreadable: damaged.length });
    const good = { id: 'x', name: 'l.csv', importedAt: 1, labels: [{ file: 'a', mos: 3, deviation: 0, count: 1 }] };
    expect(readImports([good, { ...good, labels: [{ file: 'a', mos: 11, deviation: 0, count: 1 }] }])).toEqual({ records: [good], unreadable: 1 });
  });
});
