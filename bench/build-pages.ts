import { join } from 'node:path';
import { build } from 'vite';
import { PAGE_DIRECTORY, ROOT_DIRECTORY } from './paths.ts';

/** Builds the page of Fovea and the bench page side by side, with the settings that the page is published with. */
export async function buildPages(): Promise<void> {
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
