import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { parseLabels } from '../src/finetune/labels-csv.ts';
import { DEFAULT_SETTINGS } from '../workers/scoring-types.ts';
import { FINETUNE_USAGE, parseFinetuneArguments } from './finetune-arguments.ts';
import { finetuneReportText } from './finetune-report.ts';
import { inputFiles } from './input-files.ts';
import { callersDirectory, writeOutput } from './output-file.ts';
import { openPageSession, pageSentence } from './page-session.ts';
import { progressBar } from './progress-bar.ts';
import { scoreOnPage } from './score-on-page.ts';
import { UsageError } from './usage-error.ts';

/** Share of the bar that scoring takes; training takes the rest. */
const SCORING_SHARE = 0.5;

async function main(): Promise<number> {
  const args = parseFinetuneArguments(process.argv.slice(2));
  const base = callersDirectory();
  const labelsPath = resolve(base, args.labels);
  const text = await readFile(labelsPath, 'utf8').catch(() => {
    throw new UsageError(`${args.labels} cannot be read.`);
  });
  const { labels, problems } = parseLabels(text);
  for (const problem of problems) console.error(problem);
  const files = await inputFiles(labels.map(({ file }) => file), dirname(labelsPath));
  const bar = progressBar(true);
  const settings = { ...DEFAULT_SETTINGS, backend: args.backend };
  const session = await openPageSession(settings.backend);
  try {
    // Before the files are scored, which may take an hour.
    const refusal = args.deep ? await session.page.evaluate((backend) => window.foveaDriver?.deepRefusal(backend), settings.backend) : null;
    if (refusal != null) throw new Error(refusal);
    const results = await scoreOnPage(session, files, { settings, model: null, maps: false }, (finished, share) =>
      bar.update((SCORING_SHARE * (finished + share)) / files.length, `scoring ${finished}/${files.length}`));
    // Files with a fault never reached the page: the driver knows the others by their place among themselves.
    let place = 0;
    const known = files.flatMap(({ fault }, i) => (fault === null ? [{ index: place++, i }] : []));
    session.listen((event) => {
      if (event.kind === 'training') bar.update(SCORING_SHARE + (1 - SCORING_SHARE) * event.share, 'training');
    });
    const request = {
      labels: known.map(({ index, i }) => ({ index, name: labels[i]?.file ?? '', label: labels[i]?.mos ?? 0 })),
      backend: settings.backend,
      name: basename(args.out, extname(args.out)),
      folds: args.folds,
      seed: args.seed,
      deep: args.deep,
    };
    const outcome = await session.page.evaluate((asked) => window.foveaDriver?.finetune(asked), request).catch((error: unknown) => {
      throw new Error(pageSentence(error), { cause: error });
    });
    if (outcome === undefined) throw new Error('The page has no driver.');
    bar.stop();
    await writeOutput(resolve(base, args.out), Buffer.from(outcome.model, 'base64'));
    const failed = new Set(labels.filter((_, i) => results[i]?.status === 'failed').map(({ file }) => file));
    files.forEach(({ label }, i) => {
      const error = results[i]?.error ?? null;
      if (error !== null) console.error(`${label}: ${error}`);
    });
    for (const name of outcome.missing) if (!failed.has(name)) console.error(`${name}: took no part, as it could not be read again.`);
    console.log(finetuneReportText(outcome.report, labels));
    return results.some(({ status }) => status === 'failed') ? 1 : 0;
  } finally {
    bar.stop();
    await session.close();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  if (!(error instanceof UsageError)) return 1;
  console.error(FINETUNE_USAGE);
  return 2;
});
