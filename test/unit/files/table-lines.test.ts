import { expect, test } from 'vitest';
import { tableLines } from '../../../src/files/table-lines.ts';
import { newEntry } from '../../../src/store/entry.ts';

const entries = ['river-720p.mp4', 'night.mp4', 'River_360p.webm', 'day-1080p.mp4', 'day-take2-360p.mp4'].map((name, i) => newEntry(i + 1, name, null, null));
const shape = (lines: ReturnType<typeof tableLines>): string[] =>
  lines.map((line) => (line.kind === 'group' ? `${line.source}: ${line.entries.length}${line.folded ? ' folded' : ''}` : `${line.inGroup ? '- ' : ''}${line.entry.name}`));

test('without grouping there is a line per file', () => {
  expect(shape(tableLines(entries, null))).toEqual(entries.map(({ name }) => name));
});

test('encodes of one source stand together under their head, a file alone has none', () => {
  expect(shape(tableLines(entries, { own: null, folded: new Set() }))).toEqual([
    'river: 2', '- river-720p.mp4', '- River_360p.webm', 'night.mp4', 'day-1080p.mp4', 'day-take2-360p.mp4',
  ]);
});

test('own words join groups, folded groups keep their head', () => {
  expect(shape(tableLines(entries, { own: /take2/gi, folded: new Set(['river']) }))).toEqual(['river: 2 folded', 'night.mp4', 'day: 2', '- day-1080p.mp4', '- day-take2-360p.mp4']);
});
