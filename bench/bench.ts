import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_USAGE, parseBenchArguments, type SectionName } from './arguments.ts';
import { startBrowser, type BenchBrowser } from './browser.ts';
import { buildPages } from './build-pages.ts';
import { chartData } from './chart-data.ts';
import { describeMachine, load } from './machine.ts';
import type { Measurement } from './measurement.ts';
import { BENCH_PAGE, PAGE_DIRECTORY, RESULTS_DIRECTORY } from './paths.ts';
import type { Section } from './section.ts';
import { finetune } from './sections/finetune.ts';
import { growth } from './sections/growth.ts';
import { memory } from './sections/memory.ts';
import { nets } from './sections/nets.ts';
import { onnx } from './sections/onnx.ts';
import { operators } from './sections/operators.ts';
import { page } from './sections/page.ts';
import { pipeline } from './sections/pipeline.ts';
import { startup } from './sections/startup.ts';
import { textTable } from './table.ts';

/** `npm run bench`: one table of everything that is measured, as text, JSON and a chart, in `bench/results/`. */

const SECTIONS: Readonly<Record<SectionName, Section>> = { nets, onnx, operators, pipeline, startup, page, growth, finetune, memory };

/** Makes the page's own account of its memory come at once instead of after the next garbage collection. */
const EAGER_MEMORY = '--enable-blink-features=ForceEagerMeasureMemory';

async function saveChart(chromium: BenchBrowser, measurements: readonly Measurement[], path: string): Promise<void> {
  const charts = chartData(measurements);
  if (charts.length === 0) return;
  const page = await chromium.openBenchPage();
  try {
    await page.evaluate((data) => window.foveaBench?.drawCharts(data), charts);
    await page.locator('#charts').screenshot({ path });
  } finally {
    await page.context().close();
  }
}

async function main(): Promise<void> {
  const { sections, quick, build } = parseBenchArguments(process.argv.slice(2));
  if (build || !existsSync(join(PAGE_DIRECTORY, BENCH_PAGE))) await buildPages();
  await mkdir(RESULTS_DIRECTORY, { recursive: true });
  const chromium = await startBrowser([EAGER_MEMORY]);
  const machine = describeMachine(chromium.version);
  const measurements: Measurement[] = [];
  const loads: Partial<Record<SectionName, number>> = {};
  try {
    for (const name of sections) {
      try {
        measurements.push(...(await SECTIONS[name]({ chromium, quick, say: (what) => console.error(`… ${what}`) })));
      } catch (error) {
        // One section that fails must not take the others' figures with it.
        console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        process.exitCode = 1;
      }
      loads[name] = load();
    }
    const stem = join(RESULTS_DIRECTORY, `bench-${machine.date.replaceAll(':', '-').slice(0, 19)}`);
    await writeFile(`${stem}.json`, `${JSON.stringify({ machine, loads, quick, measurements }, null, 1)}\n`);
    await saveChart(chromium, measurements, `${stem}.png`);
    console.log(`${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, Chromium ${machine.chromium}, Node ${machine.node}`);
    console.log(`Load after each section: ${Object.entries(loads).map(([name, value]) => `${name} ${value.toFixed(1)}`).join(', ')}\n`);
    console.log(textTable(measurements.filter(({ unit }) => unit !== 'MB resident')));
    console.log(`\n${stem}.json and .png`);
  } finally {
    await chromium.close();
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.error(BENCH_USAGE);
  process.exitCode = 1;
});
