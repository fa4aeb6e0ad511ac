import { expect, test } from 'vitest';
import { filteredFiles, isFiltering, NO_FILTER } from '../../../src/files/file-filter.ts';
import type { FileFilter } from '../../../src/files/file-filter.ts';
import { newEntry } from '../../../src/store/entry.ts';
import type { Entry } from '../../../src/store/entry.ts';
import { media, ok } from '../export/sample-results.ts';

function scored(id: number, name: string, mos: number): Entry {
  return { ...newEntry(id, name, null, null), status: 'ok', media, result: { ...ok, score: { mos, low: 1, high: 5, dimensions: {} } } };
}

const entries: readonly Entry[] = [
  scored(1, 'River low.mp4', 2),
  scored(2, 'River high.mp4', 4),
  newEntry(3, 'River folder', null, 'This is a folder.'),
  newEntry(4, 'night.mp4', null, null),
  { ...newEntry(5, 'day.mp4', null, null), status: 'scoring' },
  { ...newEntry(6, 'dusk.mp4', null, null), status: 'cancelled' },
];

const ids = (filter: Partial<FileFilter>): number[] => filteredFiles(entries, { ...NO_FILTER, ...filter }).map(({ id }) => id);

test('nothing asked for lets everything through', () => {
  expect(filteredFiles(entries, NO_FILTER)).toBe(entries);
  expect(isFiltering({ ...NO_FILTER, text: '  ' })).toBe(false);
});

test('every word must be found in name, codec or error', () => {
  expect(ids({ text: 'river' })).toEqual([1, 2, 3]);
  expect(ids({ text: 'AVC  hi' })).toEqual([2]);
  expect(ids({ text: 'folder.' })).toEqual([3]);
});

test('by status', () => {
  expect(ids({ status: 'waiting' })).toEqual([4, 5]);
  expect(ids({ status: 'scored' })).toEqual([1, 2]);
  expect(ids({ status: 'failed' })).toEqual([3]);
  expect(ids({ status: 'cancelled' })).toEqual([6]);
});

test('by score, both ends included; files without a score are left out', () => {
  expect(ids({ lowest: 2 })).toEqual([1, 2]);
  expect(ids({ lowest: 2.1 })).toEqual([2]);
  expect(ids({ highest: 4, lowest: 4 })).toEqual([2]);
  expect(ids({ highest: 2, text: 'river' })).toEqual([1]);
});
