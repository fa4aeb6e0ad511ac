import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the page is built of. */
const SOURCES = ['index.html', 'vite.config.ts', 'package.json', 'package-lock.json', 'src', 'workers', 'models', 'public'] as const;

async function changedMs(path: string): Promise<number> {
  return stat(path).then(({ mtimeMs }) => mtimeMs, () => 0);
}

/** When the latest of the files under a path was changed, milliseconds of the epoch; 0 where there is none. A folder counts as well: a file may have gone. */
async function latestMs(path: string): Promise<number> {
  const below = await readdir(path, { recursive: true }).catch(() => []);
  const times = await Promise.all([changedMs(path), ...below.map((name) => changedMs(join(path, name)))]);
  return times.reduce((most, time) => Math.max(most, time), 0);
}

/** Whether a source of the page was changed after it was built, or it was never built. Looks at times alone, which takes some ten milliseconds. */
export async function needsBuild(buildDirectory: string, root = fileURLToPath(new URL('..', import.meta.url))): Promise<boolean> {
  const [built, ...changed] = await Promise.all([changedMs(join(buildDirectory, 'index.html')), ...SOURCES.map((name) => latestMs(join(root, name)))]);
  return changed.some((time) => time > built);
}
