import { join } from 'node:path';
import { build } from 'vite';
import { PAGE_DIRECTORY, ROOT_DIRECTORY } from './paths.ts';

/** Builds the page as it is published, which the command line serves, and once more side by side with the bench page. */
export async function buildPages(): Promise<void> {
  await build({ root: ROOT_DIRECTORY, logLevel: 'error' });
  await build({
    root: ROOT_DIRECTORY,
    logLevel: 'error',
    build: {
      outDir: PAGE_DIRECTORY,
      emptyOutDir: true,
      rolldownOptions: { input: [join(ROOT_DIRECTORY, 'index.html'), join(ROOT_DIRECTORY, 'bench/page/index.html'), join(ROOT_DIRECTORY, 'bench/page/studio.html')] },
    },
  });
}
