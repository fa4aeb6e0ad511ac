import { describe, expect, it } from 'vitest';
import { ThreadTrial, threadsToTry } from '../../../models/wasm/thread-trial.ts';

describe('threads to try', () => {
  it.each([[1, true, 1], [2, true, 1], [3, true, 1], [4, true, 2], [8, true, 4], [64, true, 4], [64, false, 1]])('%i processors, isolated %s: %i', (processors, isolated, threads) => {
    expect(threadsToTry(processors, isolated)).toBe(threads);
  });
});

/** Runs chunks whose time depends on the count of threads; the first one of each count takes ten times as long. */
function scored(chunks: number, ms: (threads: number) => number): { readonly counts: number[]; readonly ended: number } {
  let ended = 0;
  let seen = new Set<number>();
  const trial = new ThreadTrial(4, () => undefined, () => {
    ended += 1;
    seen = new Set();
  });
  const counts = Array.from({ length: chunks }, () => {
    const { threads } = trial;
    trial.note(ms(threads) * (seen.has(threads) ? 1 : 10));
    seen.add(threads);
    return threads;
  });
  return { counts, ended };
}

describe('the trial of threads', () => {
  it('keeps threads that take less than nine tenths of the time', () => {
    const { counts, ended } = scored(14, (threads) => (threads === 1 ? 100 : 80));
    expect(counts).toEqual([1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
    expect(ended).toBe(0);
  });

  it('ends threads that win little, and tries no more', () => {
    const { counts, ended } = scored(14, (threads) => (threads === 1 ? 100 : 95));
    expect(counts).toEqual([1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 1, 1, 1, 1]);
    expect(ended).toBe(1);
  });
});
