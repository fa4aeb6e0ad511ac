import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SectionName } from './arguments.ts';
import type { BenchBrowser } from './browser.ts';
import { chartData } from './chart-data.ts';
import type { Machine } from './machine.ts';
import type { Measurement } from './measurement.ts';
import { RESULTS_DIRECTORY } from './paths.ts';
import { textTable } from './table.ts';

/** How a section went. */
export interface SectionRun {
  readonly seconds: number;
  /** Mean number of processes that wanted to run in its last minute. */
  readonly load: number;
  /** Why it ended early, null where it did not. */
  readonly error: string | null;
}

/** What a run of the bench has found so far. */
export interface Report {
  readonly machine: Machine;
  readonly quick: boolean;
  readonly sections: Partial<Record<SectionName, SectionRun>>;
  readonly measurements: Measurement[];
}

/** Where the files of a run lie, without their ends. */
export function reportStem(machine: Machine): string {
  return join(RESULTS_DIRECTORY, `bench-${machine.date.replaceAll(':', '-').slice(0, 19)}`);
}

/** The report as text: the machine, the sections, the table. */
export function reportText({ machine, sections, measurements }: Report): string {
  const ran = Object.entries(sections).map(([name, { seconds, load, error }]) => `${name} ${seconds.toFixed(0)} s, load ${load.toFixed(1)}${error === null ? '' : `, failed: ${error}`}`);
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, Chromium ${machine.chromium}, Node ${machine.node}, ${machine.date}`,
    `Sections: ${ran.join('; ')}`,
    '',
    textTable(measurements.filter(({ unit }) => unit !== 'MB resident')),
    '',
  ].join('\n');
}

/** Writes JSON and text; after every section, so that a run that is cut off leaves what it had. */
export async function saveReport(report: Report): Promise<void> {
  const stem = reportStem(report.machine);
  await writeFile(`${stem}.json`, `${JSON.stringify(report, null, 1)}\n`);
  await writeFile(`${stem}.txt`, reportText(report));
}

/** Says something on the terminal and in the run's log, with the time. */
export async function log(machine: Machine, text: string): Promise<void> {
  const line = `${new Date().toISOString().slice(11, 19)} ${text}`;
  console.error(line);
  await appendFile(`${reportStem(machine)}.log`, `${line}\n`);
}

/** Draws the charts on the bench page and saves its picture. */
export async function saveChart(chromium: BenchBrowser, { machine, measurements }: Report): Promise<void> {
  const charts = chartData(measurements);
  if (charts.length === 0) return;
  const page = await chromium.openBenchPage();
  try {
    await page.evaluate((data) => window.foveaBench?.drawCharts(data), charts);
    await page.locator('#charts').screenshot({ path: `${reportStem(machine)}.png` });
  } finally {
    await page.context().close();
  }
}
