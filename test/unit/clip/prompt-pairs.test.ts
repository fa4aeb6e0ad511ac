import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPairs, columnOf, DEFAULT_PAIRS, MOST_PAIRS, promptPairsSchema } from '../../../src/clip/prompt-pairs.ts';
import { messages } from '../../../src/messages.ts';

const { invalid } = messages.clip.panel;

test('sixteen pairs ship, each with a column of its own', () => {
  expect(DEFAULT_PAIRS).toHaveLength(16);
  expect(new Set(DEFAULT_PAIRS.map(({ name }) => columnOf(name))).size).toBe(16);
  expect(checkPairs(DEFAULT_PAIRS)).toEqual({ pairs: DEFAULT_PAIRS });
});

test('columns are plain words', () => {
  expect(columnOf('Motion blur')).toBe('clip_motion_blur');
  expect(columnOf('  Größe (90 %) ')).toBe('clip_große_90');
  expect(columnOf('=SUM(A1)')).toBe('clip_sum_a1');
  fc.assert(fc.property(fc.string(), (name) => /^clip_[\p{L}\p{N}_]*$/u.test(columnOf(name))));
});

test('what is typed is tidied or refused with a sentence', () => {
  const good = { name: 'Light', positive: 'a bright video', negative: 'a dark video' };
  expect(checkPairs([{ name: ' Light ', positive: ' a bright video', negative: 'a dark video ' }])).toEqual({ pairs: [good] });
  expect(checkPairs([{ ...good, name: '' }])).toEqual({ fault: invalid.name });
  expect(checkPairs([{ ...good, name: '!?' }])).toEqual({ fault: invalid.name });
  expect(checkPairs([{ ...good, negative: ' ' }])).toEqual({ fault: invalid.text });
  expect(checkPairs([{ ...good, negative: good.positive }])).toEqual({ fault: invalid.text });
  expect(checkPairs([good, { ...good, name: 'light!' }])).toEqual({ fault: invalid.double('light!') });
  expect(checkPairs(Array.from({ length: MOST_PAIRS + 1 }, (_, i) => ({ ...good, name: `p${i}` })))).toEqual({ fault: invalid.many(MOST_PAIRS) });
});

test('stored pairs of another making are refused', () => {
  expect(promptPairsSchema.safeParse([{ name: 'a', positive: 'b' }]).success).toBe(false);
  expect(promptPairsSchema.safeParse([{ name: 'a', positive: 'b', negative: 7 }]).success).toBe(false);
  expect(promptPairsSchema.safeParse(DEFAULT_PAIRS).data).toEqual(DEFAULT_PAIRS);
});
