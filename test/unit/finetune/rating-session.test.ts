import { describe, expect, it } from 'vitest';
import { ratingKey } from '../../../src/finetune/rating-keys.ts';
import { breakIsDue, nextPlace, openClips, sessionScores, withAnswer, withoutLatest } from '../../../src/finetune/rating-session.ts';
import type { Step } from '../../../src/finetune/rating-session.ts';
import { sampleSession } from './sample-session.ts';

const here = (): boolean => true;

describe('rating session', () => {
  it('goes through the order, passing over clips that are not at hand', () => {
    expect(nextPlace(sampleSession([]), here)).toBe(0);
    expect(nextPlace(sampleSession([3]), here)).toBe(1);
    expect(nextPlace(sampleSession([3]), (clip) => clip !== 'b')).toBe(2);
    expect(nextPlace(sampleSession([3, 4, null, 5]), here)).toBeNull();
  });

  it('comes back to a clip whose rating was taken back', () => {
    const session = withAnswer(sampleSession([3]), { place: 1, step: 5 });
    expect(nextPlace(withoutLatest(session), here)).toBe(1);
    expect(withoutLatest(session).answers).toEqual([{ place: 0, step: 3 }]);
    expect(withoutLatest(sampleSession([])).answers).toEqual([]);
  });

  it('has one answer for each place', () => {
    expect(withAnswer(sampleSession([3]), { place: 0, step: 4 }).answers).toEqual([{ place: 0, step: 4 }]);
  });

  it('asks for a break after so many answers, but not before the first and not shortly before the end', () => {
    const dueWith = (breakEvery: number): boolean[] => [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]].map((steps) => breakIsDue(sampleSession(steps as Step[], { breakEvery })));
    expect(dueWith(1)).toEqual([false, true, false, false, false]);
    expect(dueWith(2)).toEqual([false, false, false, false, false]);
  });

  it('takes the mean of both ratings of a clip and leaves out what was skipped', () => {
    expect([...sessionScores(sampleSession([2, null, 5, 3]))]).toEqual([['a', 2.5], ['c', 5]]);
    expect(openClips(sampleSession([2, null]))).toEqual(['c', 'a']);
    expect(openClips(sampleSession([2, null, 5, 3]))).toEqual([]);
  });
});

describe('keys of the rating screen', () => {
  const press = (key: string, change: Partial<KeyboardEvent> = {}) => ratingKey({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...change });

  it('rate, skip and undo', () => {
    expect(press('4')).toEqual({ kind: 'rate', step: 4 });
    expect(press('s')).toEqual({ kind: 'skip' });
    expect([press('u'), press('Backspace')]).toEqual([{ kind: 'undo' }, { kind: 'undo' }]);
    expect([press('0'), press('6'), press(' ')]).toEqual([null, null, null]);
  });

  it('leave shortcuts of the browser alone, and do not repeat', () => {
    expect([press('1', { ctrlKey: true }), press('1', { metaKey: true }), press('1', { repeat: true })]).toEqual([null, null, null]);
  });
});
