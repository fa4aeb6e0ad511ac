import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_USAGE, parseBenchArguments, type SectionName } from './arguments.ts';
import { startBrowser, type BenchBrowser } from './browser.ts';
import { buildPages } from './build-pages.ts';
import { describeMachine, load } from './machine.ts';
import type { Measurement } from './measurement.ts';
import { BENCH_PAGE, PAGE_DIRECTORY, RESULTS_DIRECTORY } from './paths.ts';
import { log, reportStem, reportText, saveChart, saveReport, type Report, type SectionRun } from './report.ts';
import type { Section } from './section.ts';
import { finetune } from './sections/finetune.ts';
import { growth } from './sections/growth.ts';
import { kernels } from './sections/kernels.ts';
import { length } from './sections/length.ts';
import { memory } from './sections/memory.ts';
import { nets } from './sections/nets.ts';
import { onnx } from './sections/onnx.ts';
import { operators } from './sections/operators.ts';
import { page } from './sections/page.ts';
import { pipeline } from './sections/pipeline.ts';
import { startup } from './sections/startup.ts';

/** `npm run bench`: one table of everything that is measured, as text, JSON and a chart, in `bench/results/`. */

const SECTIONS: Readonly<Record<SectionName, Section>> = { nets, onnx, operators, kernels, pipeline, startup, page, growth, finetune, length, memory };

/** Makes the page's own account of its memory come at once instead of after the next garbage collection. */
const EAGER_MEMORY = '--enable-blink-features=ForceEagerMeasureMemory';

/** A section that is not done by then hangs, or the machine is too busy for its figures to mean anything. */
const SECTION_MS = 20 * 60_000;

async function inBrowser<T>(work: (chromium: BenchBrowser) => Promise<T>): Promise<T> {
  const chromium = await startBrowser([EAGER_MEMORY]);
  try {
    return await work(chromium);
  } finally {
    await chromium.close();
  }
}

/** Runs a section in a browser of its own: one that crashes or hangs takes no other section with it. */
async function runSection(section: Section, quick: boolean, say: (what: string) => void): Promise<{ readonly found: Measurement[]; readonly run: SectionRun }> {
  const began = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), SECTION_MS);
  });
  const outcome = await inBrowser((chromium) => Promise.race([section({ chromium, quick, say }), late])).then(
    (found) => ({ found, error: null }),
    (error: unknown) => ({ found: [], error: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }),
  );
  clearTimeout(timer);
  return { found: outcome.found, run: { seconds: (performance.now() - began) / 1000, load: load(), error: outcome.error } };
}

async function main(): Promise<void> {
  const { sections, quick, build } = parseBenchArguments(process.argv.slice(2));
  if (build || !existsSync(join(PAGE_DIRECTORY, BENCH_PAGE))) await buildPages();
  await mkdir(RESULTS_DIRECTORY, { recursive: true });
  const machine = describeMachine(await inBrowser(({ version }) => Promise.resolve(version)));
  const report: Report = { machine, quick, sections: {}, measurements: [] };
  for (const name of sections) {
    const { found, run } = await runSection(SECTIONS[name], quick, (what) => void log(machine, `… ${what}`));
    report.measurements.push(...found);
    report.sections[name] = run;
    await log(machine, `${name}: ${run.seconds.toFixed(0)} s, load ${run.load.toFixed(1)}${run.error === null ? '' : `, failed: ${run.error}`}`);
    if (run.error !== null) process.exitCode = 1;
    await saveReport(report);
  }
  await inBrowser((chromium) => saveChart(chromium, report));
  console.log(reportText(report));
  console.log(`${reportStem(machine)}.json, .txt, .log and .png`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(BENCH_USAGE);
  process.exitCode = 1;
});
