import { expect, test } from 'vitest';
import { mosWord } from '../../../src/results/mos-word.ts';

test.each([
  [1, 'bad'], [1.5, 'bad'], [1.51, 'poor'], [2.5, 'poor'], [2.51, 'fair'], [3.4, 'fair'], [3.5, 'fair'], [3.51, 'good'], [4.5, 'good'], [4.51, 'excellent'], [5, 'excellent'],
])('%d is %s', (mos, word) => {
  expect(mosWord(mos)).toBe(word);
});
