import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { needsBuild } from '../../../cli/build-age.ts';

test('a page is built when it is missing or older than one of its sources', async () => {
  const root = await mkdtemp(join(tmpdir(), 'fovea-build-'));
  try {
    const [dist, source] = [join(root, 'dist'), join(root, 'src/player')];
    await Promise.all([dist, source].map((folder) => mkdir(folder, { recursive: true })));
    const write = async (path: string, seconds: number): Promise<void> => {
      await writeFile(join(root, path), 'x');
      await utimes(join(root, path), seconds, seconds);
      // Writing a file touches its folder.
      await Promise.all(['src', 'src/player'].map((folder) => utimes(join(root, folder), 50, 50)));
    };
    await write('src/player/a.ts', 100);
    expect(await needsBuild(dist, root)).toBe(true);
    await write('dist/index.html', 200);
    expect(await needsBuild(dist, root)).toBe(false);
    await write('README.md', 300);
    expect(await needsBuild(dist, root)).toBe(false);
    await write('src/player/b.ts', 300);
    expect(await needsBuild(dist, root)).toBe(true);
    await write('dist/index.html', 400);
    await rm(join(source, 'b.ts'));
    await utimes(source, 500, 500);
    expect(await needsBuild(dist, root)).toBe(true);
  } finally {
    await rm(root, { recursive: true });
  }
});
