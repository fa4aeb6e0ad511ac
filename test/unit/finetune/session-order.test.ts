import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPEAT_EVERY, REPEAT_GAP, sessionOrder } from '../../../src/finetune/session-order.ts';

const clips = (count: number): string[] => Array.from({ length: count }, (_, i) => `clip ${i}`);

describe('order of a rating session', () => {
  it('shows every clip once, and one in eight again, far enough from the first time', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer(), (count, seed) => {
        const order = sessionOrder(clips(count), seed);
        const firsts = order.filter(({ repeat }) => !repeat).map(({ clip }) => clip);
        expect([...firsts].sort()).toEqual(clips(count).sort());
        const repeats = order.filter(({ repeat }) => repeat);
        expect(repeats).toHaveLength(Math.floor(count / REPEAT_EVERY));
        expect(new Set(repeats.map(({ clip }) => clip)).size).toBe(repeats.length);
        order.forEach(({ clip, repeat }, place) => {
          if (repeat) expect(place - order.findIndex((shown) => shown.clip === clip)).toBeGreaterThan(REPEAT_GAP);
        });
      }),
    );
  });

  it('is the same for one seed and another for the next', () => {
    expect(sessionOrder(clips(20), 5)).toEqual(sessionOrder(clips(20), 5));
    expect(sessionOrder(clips(20), 5)).not.toEqual(sessionOrder(clips(20), 6));
  });
});
