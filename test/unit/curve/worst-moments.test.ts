import { expect, test } from 'vitest';
import { worstMoments } from '../../../src/curve/worst-moments.ts';
import type { Moment } from '../../../src/curve/worst-moments.ts';
import { chunk } from '../export/sample-results.ts';

function moments(scores: readonly number[], count = 5): string[] {
  const text = ({ startS, endS, mos }: Moment): string => `${startS}-${endS} ${mos}`;
  return worstMoments(scores.map((mos, i) => chunk(i, mos)), count).map(text);
}

test('lowest first, with the neighbours that are about as bad', () => {
  expect(moments([4, 4, 2.1, 2, 2.2, 4, 4, 3, 4])).toEqual(['2-5 2', '7-8 3']);
});

test('the slopes of a dip make no moments of their own', () => {
  expect(moments([4.5, 4, 3.5, 3, 2.5, 3, 3.5, 4, 4.5])).toEqual(['4-5 2.5']);
});

test('no more than asked for', () => {
  expect(moments([4, 1, 4, 2, 4, 3, 4], 2)).toEqual(['1-2 1', '3-4 2']);
});

test('a video that is the same all the way has no worst moment', () => {
  expect(moments([3, 3.1, 3.2, 3.1])).toEqual([]);
  expect(moments([])).toEqual([]);
});

test('chunks that were left out keep stretches apart', () => {
  const chunks = [chunk(0, 2), chunk(5, 2.1), chunk(6, 4)];
  expect(worstMoments(chunks, 5)).toEqual([{ startS: 0, endS: 1, mos: 2 }, { startS: 5, endS: 6, mos: 2.1 }]);
});
