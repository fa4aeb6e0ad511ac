import { expect, test } from 'vitest';
import { chunkByKey } from '../../../src/curve/chunk-steps.ts';
import { ok } from '../export/sample-results.ts';

const [sample] = ok.chunks;
if (sample === undefined) throw new Error('The sample has no chunk.');
const chunks = Array.from({ length: 30 }, (_, index) => ({ ...sample, index, startS: index, endS: index + 1 }));

test.each([
  ['ArrowRight', 4.5, 5], ['ArrowUp', 4.5, 5], ['ArrowLeft', 4.5, 3], ['ArrowDown', 0.2, 0], ['PageUp', 4.5, 14], ['PageDown', 14, 4], ['PageDown', 4, 0], ['PageUp', 25, 29], ['Home', 9, 0],
  ['End', 9, 29],
  // After the end the last one counts; on a border the one that begins there.
  ['ArrowLeft', 99, 28], ['ArrowRight', 5, 6],
])('%s from %d s leads to chunk %d', (key, timeS, index) => {
  expect(chunkByKey(key, chunks, timeS)?.index).toBe(index);
});

test('other keys and empty curves lead nowhere', () => {
  expect(chunkByKey('a', chunks, 3)).toBeNull();
  expect(chunkByKey('Home', [], 0)).toBeNull();
});
