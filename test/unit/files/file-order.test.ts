import { expect, test } from 'vitest';
import { orderedFiles } from '../../../src/files/file-order.ts';
import { newEntry } from '../../../src/store/entry.ts';
import type { Entry } from '../../../src/store/entry.ts';
import { ok } from '../export/sample-results.ts';

function scored(id: number, name: string, mos: number): Entry {
  return { ...newEntry(id, name, null, null), status: 'ok', result: { ...ok, score: { mos, low: 1, high: 5, dimensions: {} } } };
}

const entries = [scored(1, 'clip10', 3), newEntry(2, 'clip9', null, 'A folder.'), scored(3, 'clip2', 4)];
const names = (column: 'name' | 'mos', ascending: boolean): string[] => orderedFiles(entries, { column, ascending }).map(({ name }) => name);

test('sorts names as people count', () => {
  expect(names('name', true)).toEqual(['clip2', 'clip9', 'clip10']);
});

test('keeps files without a value at the end either way', () => {
  expect(names('mos', true)).toEqual(['clip10', 'clip2', 'clip9']);
  expect(names('mos', false)).toEqual(['clip2', 'clip10', 'clip9']);
});

test('without an order the files stay as they came', () => {
  expect(orderedFiles(entries, null)).toBe(entries);
});
