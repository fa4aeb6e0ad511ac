import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { chunksCsv } from '../src/export/chunks-csv.ts';
import type { ExportRow, ExportedResult } from '../src/export/exported-result.ts';
import { driverEventSchema } from '../src/export/file-result-schema.ts';
import { scoresCsv } from '../src/export/scores-csv.ts';
import { scoresJson } from '../src/export/scores-json.ts';
import { DRIVER_FILES_ID, DRIVER_MODEL_ID } from '../src/driver-types.ts';
import type { ScoringSettings } from '../workers/scoring-types.ts';
import { inputFiles, type InputFile } from './input-files.ts';
import { openPageSession, type PageSession } from './page-session.ts';
import { mapStems, saliencyPng } from './saliency-png.ts';
import { parseScoreArguments, SCORE_USAGE, type ScoreArguments } from './score-arguments.ts';
import { UsageError } from './usage-error.ts';

/** How often the page is opened anew for one file before the file is given up. */
const CRASHES_PER_FILE = 2;

function failure(error: string, settings: ScoringSettings): ExportedResult {
  return { status: 'failed', media: null, score: null, chunks: [], error, notes: [], model: null, backend: null, settings, featureKey: null, elapsedS: 0 };
}

/** Told for every file: share done of the one in work, 0–1, and how many are finished. */
type Progress = (finished: number, share: number) => void;

/**
 * Scores files on the page, in order. After a crash of the page it is opened anew and goes on with the files that have no result yet.
 * @returns one result per file.
 */
async function scoreOnPage(session: PageSession, files: readonly InputFile[], args: ScoreArguments, base: string, progress: Progress): Promise<ExportedResult[]> {
  const results = files.map(({ fault }) => (fault === null ? null : failure(fault, args.settings)));
  const crashes = files.map(() => 0);
  const finished = (): number => results.filter((result) => result !== null).length;
  let { page } = session;
  for (;;) {
    const batch = results.flatMap((result, index) => (result === null ? [index] : []));
    if (batch.length === 0) return results.flatMap((result) => (result === null ? [] : [result]));
    let inWork = batch[0] ?? 0;
    await page.exposeFunction('foveaProgress', (message: unknown) => {
      const event = driverEventSchema.parse(message);
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
      if (args.model !== null) {
        await page.setInputFiles(`#${DRIVER_MODEL_ID}`, resolve(base, args.model));
        await page.evaluate(() => window.foveaDriver?.useModel());
      }
      await page.setInputFiles(`#${DRIVER_FILES_ID}`, batch.map((index) => files[index]?.path ?? ''));
      await page.evaluate(
        ([settings, maps]) => window.foveaDriver?.score(settings, { maps }),
        [args.settings, args.maps !== null] as const,
      );
      return 'done';
    })();
    const outcome = await Promise.race([crashed, done.catch((error: unknown) => (page.isClosed() ? 'crashed' as const : Promise.reject(error as Error)))]);
    if (outcome === 'done') {
      for (const index of batch) results[index] ??= failure('The page gave no result for this file.', args.settings);
    } else {
      done.catch(() => undefined);
      crashes[inWork] = (crashes[inWork] ?? 0) + 1;
      if ((crashes[inWork] ?? 0) >= CRASHES_PER_FILE) results[inWork] = failure('The browser crashed twice while scoring this file.', args.settings);
      page = await session.reopen();
    }
  }
}

async function write(path: string | null, base: string, content: string | Uint8Array): Promise<void> {
  if (path === null) return;
  const target = resolve(base, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}

async function writeMaps(directory: string, base: string, rows: readonly ExportRow[]): Promise<ExportRow[]> {
  const stems = mapStems(rows.map(({ file }) => basename(file)));
  return Promise.all(
    rows.map(async (row, i) => {
      const maps = row.result.chunks.map((chunk) => `${stems[i] ?? ''}-${chunk.index}.png`);
      await Promise.all(row.result.chunks.map((chunk, k) => write(join(directory, maps[k] ?? ''), base, saliencyPng(chunk.saliency))));
      return { ...row, maps };
    }),
  );
}

async function main(): Promise<number> {
  const args = parseScoreArguments(process.argv.slice(2));
  // npm runs scripts in the package's folder; paths are meant from where the user stands.
  const base = process.env['INIT_CWD'] ?? process.cwd();
  const files = await inputFiles(args.inputs, base);
  const bar = !args.quiet && process.stderr.isTTY
    ? new SingleBar({ format: '{bar} {percentage}% · {finished}/{files} files · {eta_formatted} left', hideCursor: true, stream: process.stderr })
    : null;
  const session = await openPageSession();
  let results: ExportedResult[];
  try {
    bar?.start(files.length, 0, { finished: 0, files: files.length });
    results = await scoreOnPage(session, files, args, base, (finished, share) => bar?.update(finished + share, { finished, files: files.length }));
  } finally {
    bar?.stop();
    await session.close();
  }
  let rows: ExportRow[] = files.map(({ label }, i) => ({ file: label, result: results[i] ?? failure('This file was not scored.', args.settings) }));
  if (args.maps !== null) rows = await writeMaps(args.maps, base, rows);
  await write(args.csv, base, scoresCsv(rows));
  await write(args.chunks, base, chunksCsv(rows));
  await write(args.json, base, scoresJson(rows));
  if (args.csv === null && args.json === null && args.chunks === null) process.stdout.write(scoresCsv(rows));
  const failed = rows.filter(({ result }) => result.status === 'failed');
  if (!args.quiet) for (const { file, result } of failed) console.error(`${file}: ${result.error ?? ''}`);
  return failed.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  if (!(error instanceof UsageError)) return 1;
  console.error(SCORE_USAGE);
  return 2;
});
