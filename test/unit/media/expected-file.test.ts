import { expect, it } from 'vitest';
import { expectedFile } from '../../../workers/expected-file.ts';
import type { OpenMedia, OpenMediaFile } from '../../../workers/media.ts';

const OPTIONS = { chunkSeconds: 1, coverage: 'all' } as const;

function opener() {
  const opened: string[] = [];
  const closed: string[] = [];
  const open: OpenMediaFile = async (file, _options, signal) => {
    opened.push(file.name);
    await Promise.resolve();
    signal?.throwIfAborted();
    return { notes: [file.name], close: () => void closed.push(file.name) } as unknown as OpenMedia;
  };
  return { opened, closed, held: expectedFile(open) };
}

const file = (name: string): File => new File([], name);

it('gives the file that was opened ahead, once', async () => {
  const { opened, closed, held } = opener();
  held.expect(file('a'), OPTIONS);
  expect((await held.take(file('a'), { ...OPTIONS })).notes).toEqual(['a']);
  expect(opened).toEqual(['a']);
  await held.take(file('a'), OPTIONS);
  expect(opened).toEqual(['a', 'a']);
  expect(closed).toEqual([]);
});

it('closes a file that was expected in vain, and opens what is wanted', async () => {
  const { opened, closed, held } = opener();
  held.expect(file('a'), OPTIONS);
  await Promise.resolve();
  expect((await held.take(file('b'), { ...OPTIONS, chunkSeconds: 2 })).notes).toEqual(['b']);
  held.expect(file('c'), OPTIONS);
  await Promise.resolve();
  held.drop();
  await new Promise((resolve) => setTimeout(resolve));
  expect(opened).toEqual(['a', 'b', 'c']);
  expect(closed).toEqual(['a', 'c']);
});

it('stops opening when the one who took it gives up', async () => {
  const { held } = opener();
  held.expect(file('a'), OPTIONS);
  const cancelled = AbortSignal.abort(new DOMException('no more', 'AbortError'));
  await expect(held.take(file('a'), OPTIONS, cancelled)).rejects.toMatchObject({ message: 'no more' });
});
