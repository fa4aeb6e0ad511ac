import { DRIVER_FILES_ID, DRIVER_MODEL_ID } from '../src/driver-types.ts';
import type { ExportedResult } from '../src/export/exported-result.ts';
import type { MappedChunk, ScoringSettings } from '../workers/scoring-types.ts';
import type { InputFile } from './input-files.ts';
import { pageSentence, type PageSession } from './page-session.ts';

/** How often the page is opened anew for one file before the file is given up. */
const CRASHES_PER_FILE = 2;

/** Told whenever something was done: how many files are finished, and the share done of the one in work, 0–1. */
export type Progress = (finished: number, share: number) => void;

export interface PageScoring {
  readonly settings: ScoringSettings;
  /** Path of a `.fovea` file to score with, null for the shipped one. */
  readonly model: string | null;
  /** Whether results carry their saliency maps. */
  readonly maps: boolean;
}

/** A failed result made on this side of the page. */
export function failure(error: string, settings: ScoringSettings): ExportedResult<MappedChunk> {
  return { status: 'failed', media: null, score: null, chunks: [], error, notes: [], model: null, backend: null, settings, featureKey: null, elapsedS: 0 };
}

/**
 * Scores files on the page, in order. After a crash of the page it is opened anew and goes on with the files that have no result yet.
 * @returns one result per file.
 * @throws Error with one sentence when the model is refused or no backend works.
 */
export async function scoreOnPage(session: PageSession, files: readonly InputFile[], { settings, model, maps }: PageScoring, progress: Progress): Promise<ExportedResult<MappedChunk>[]> {
  const results = files.map(({ fault }) => (fault === null ? null : failure(fault, settings)));
  const crashes = files.map(() => 0);
  const finished = (): number => results.filter((result) => result !== null).length;
  let { page } = session;
  for (;;) {
    const batch = results.flatMap((result, index) => (result === null ? [index] : []));
    if (batch.length === 0) return results.flatMap((result) => (result === null ? [] : [result]));
    let inWork = batch[0] ?? 0;
    session.listen((event) => {
      if (event.kind === 'training') return;
      const index = batch[event.index];
      if (index === undefined) return;
      if (event.kind === 'result') {
        results[index] = event.result;
        inWork = batch[event.index + 1] ?? index;
        progress(finished(), 0);
      } else {
        inWork = index;
        progress(finished(), event.total > 0 ? event.done / event.total : 0);
      }
    });
    const crashed = new Promise<'crashed'>((settle) => page.once('crash', () => settle('crashed')));
    const done = (async (): Promise<'done'> => {
      if (model !== null) {
        await page.setInputFiles(`#${DRIVER_MODEL_ID}`, model);
        await page.evaluate(() => window.foveaDriver?.useModel());
      }
      await page.setInputFiles(`#${DRIVER_FILES_ID}`, batch.map((index) => files[index]?.path ?? ''));
      await page.evaluate(([chosen, withMaps]) => window.foveaDriver?.score(chosen, { maps: withMaps }), [settings, maps] as const);
      return 'done';
    })();
    const outcome = await Promise.race([crashed, done]).catch((error: unknown) => {
      if (page.isClosed()) return 'crashed' as const;
      throw new Error(pageSentence(error), { cause: error });
    });
    if (outcome === 'done') {
      for (const index of batch) results[index] ??= failure('The page gave no result for this file.', settings);
    } else {
      // Its rejection comes when the dead page is closed.
      done.catch(() => undefined);
      crashes[inWork] = (crashes[inWork] ?? 0) + 1;
      if ((crashes[inWork] ?? 0) >= CRASHES_PER_FILE) results[inWork] = failure('The browser crashed twice while scoring this file.', settings);
      page = await session.reopen();
    }
  }
}
