import { expect, test } from 'vitest';
import { contentHash } from '../../../workers/content-hash.ts';
import { knownFileIndex } from '../../../src/projects/known-file.ts';

const file = new File(['the same bytes'], 'b.mp4');
const content = await contentHash(file);

test('a file is known by its content, whatever it is called', async () => {
  const known = [
    { name: 'b.mp4', sizeBytes: 9, featureKey: `${content}:trunk:1:all` },
    { name: 'b.mp4', sizeBytes: file.size, featureKey: 'another:trunk:1:all' },
    { name: 'a.mp4', sizeBytes: file.size, featureKey: `${content}:trunk:1:all` },
  ];
  expect(await knownFileIndex(file, known)).toBe(2);
  expect(await knownFileIndex(file, known.slice(0, 2))).toBe(-1);
  expect(await knownFileIndex(file, [])).toBe(-1);
});

test('where the content is not known, name and size must be the same', async () => {
  const failed = { name: 'b.mp4', sizeBytes: file.size, featureKey: null };
  expect(await knownFileIndex(file, [{ ...failed, name: 'c.mp4' }, failed])).toBe(1);
  expect(await knownFileIndex(file, [{ ...failed, sizeBytes: 3 }])).toBe(-1);
  expect(await knownFileIndex(file, [{ ...failed, sizeBytes: null }])).toBe(0);
});
