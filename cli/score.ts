import { basename, join, resolve } from 'node:path';
import { chunksCsv } from '../src/export/chunks-csv.ts';
import type { ExportRow } from '../src/export/exported-result.ts';
import { mapStems, saliencyPng } from '../src/export/saliency-png.ts';
import { scoresCsv } from '../src/export/scores-csv.ts';
import { scoresJson } from '../src/export/scores-json.ts';
import type { MappedChunk } from '../workers/scoring-types.ts';
import { inputFiles } from './input-files.ts';
import { callersDirectory, writeOutput } from './output-file.ts';
import { openPageSession } from './page-session.ts';
import { progressBar } from './progress-bar.ts';
import { parseScoreArguments, SCORE_USAGE } from './score-arguments.ts';
import { failure, scoreOnPage } from './score-on-page.ts';
import { UsageError } from './usage-error.ts';

async function writeMaps(directory: string, rows: readonly ExportRow<MappedChunk>[]): Promise<ExportRow<MappedChunk>[]> {
  const stems = mapStems(rows.map(({ file }) => basename(file)));
  return Promise.all(
    rows.map(async (row, i) => {
      const named = row.result.chunks.map((chunk) => ({ chunk, name: `${stems[i] ?? ''}-${chunk.index}.png` }));
      await Promise.all(named.map(({ chunk, name }) => writeOutput(join(directory, name), saliencyPng(chunk.saliency))));
      return { ...row, maps: named.map(({ name }) => name) };
    }),
  );
}

async function main(): Promise<number> {
  const args = parseScoreArguments(process.argv.slice(2));
  const base = callersDirectory();
  const from = (path: string): string => resolve(base, path);
  const files = await inputFiles(args.inputs, base);
  const bar = progressBar(!args.quiet);
  const session = await openPageSession(args.settings.backend);
  let rows: ExportRow<MappedChunk>[];
  try {
    const scoring = { settings: args.settings, model: args.model === null ? null : from(args.model), maps: args.maps !== null };
    const results = await scoreOnPage(session, files, scoring, (finished, share) => bar.update((finished + share) / files.length, `${finished}/${files.length} files`));
    rows = files.map(({ label }, i) => ({ file: label, result: results[i] ?? failure('This file was not scored.', args.settings) }));
  } finally {
    bar.stop();
    await session.close();
  }
  if (args.maps !== null) rows = await writeMaps(from(args.maps), rows);
  if (args.csv !== null) await writeOutput(from(args.csv), scoresCsv(rows));
  if (args.chunks !== null) await writeOutput(from(args.chunks), chunksCsv(rows));
  if (args.json !== null) await writeOutput(from(args.json), scoresJson(rows));
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
