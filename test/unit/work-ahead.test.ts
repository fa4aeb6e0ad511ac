import { describe, expect, it } from 'vitest';
import { workAhead } from '../../workers/work-ahead.ts';

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Counts to `count`, and notes how far it got and that it ended. */
function counter(count: number, fails = false): { readonly source: AsyncGenerator<number, void, undefined>; readonly seen: { given: number; ended: boolean } } {
  const seen = { given: 0, ended: false };
  async function* numbers(): AsyncGenerator<number, void, undefined> {
    try {
      for (let i = 0; i < count; i += 1) {
        await Promise.resolve();
        seen.given = i + 1;
        yield i;
      }
      if (fails) throw new RangeError('no more');
    } finally {
      seen.ended = true;
    }
  }
  return { source: numbers(), seen };
}

describe('working ahead', () => {
  it('hands over what came meanwhile, in order, and never more than asked for', async () => {
    const batches: number[][] = [];
    for await (const batch of workAhead(counter(10).source, 4)) {
      batches.push(batch);
      await pause();
    }
    expect(batches.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Math.max(...batches.map(({ length }) => length))).toBe(4);
  });

  it('does not wait for company where the source is slow', async () => {
    async function* slow(): AsyncGenerator<number, void, undefined> {
      for (let i = 0; i < 3; i += 1) {
        await pause();
        yield i;
      }
    }
    const batches: number[][] = [];
    for await (const batch of workAhead(slow(), 4)) batches.push(batch);
    expect(batches).toEqual([[0], [1], [2]]);
  });

  it('keeps a source back that is far ahead', async () => {
    const { source, seen } = counter(100);
    for await (const [first] of workAhead(source, 2)) {
      await pause();
      // Two ready and one that waits to be taken.
      expect(seen.given).toBeLessThanOrEqual(first + 2 + 2);
      if (first > 6) break;
    }
    expect(seen.ended).toBe(true);
  });

  it('throws what the source throws after everything that came before', async () => {
    const seen: number[] = [];
    const taking = (async () => {
      for await (const batch of workAhead(counter(3, true).source, 2)) seen.push(...batch);
    })();
    await expect(taking).rejects.toThrow(RangeError);
    expect(seen).toEqual([0, 1, 2]);
  });

  it('makes a source give up that waits for ever', async () => {
    let wake: () => void = () => undefined;
    async function* stuck(): AsyncGenerator<number, void, undefined> {
      yield 1;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    for await (const batch of workAhead(stuck(), 1, () => wake())) {
      expect(batch).toEqual([1]);
      break;
    }
  });
});
