import { fileURLToPath } from 'node:url';

/** Everything that the bench makes lies here; git ignores it. */
export const RESULTS_DIRECTORY = fileURLToPath(new URL('./results', import.meta.url));

/** The built bench page together with the built page of Fovea. */
export const PAGE_DIRECTORY = fileURLToPath(new URL('./results/page', import.meta.url));

export const CLIPS_DIRECTORY = fileURLToPath(new URL('./results/clips', import.meta.url));
export const ROOT_DIRECTORY = fileURLToPath(new URL('..', import.meta.url));

/** Where the pages lie below {@link PAGE_DIRECTORY}. */
export const APP_PAGE = 'index.html?driver=1';
export const BENCH_PAGE = 'bench/page/index.html';
export const STUDIO_PAGE = 'bench/page/studio.html';
