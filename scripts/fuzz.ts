import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { BUILD_DIRECTORY, serve } from '../cli/serve.ts';
import { BROWSER_ARGS } from '../cli/page-session.ts';
import { DRIVER_FILES_ID, type DriverEvent } from '../src/driver-types.ts';
import { corpusFiles } from './corpus/clips.ts';
import { chromiumPath } from './chromium.ts';

/**
 * Scores the whole corpus, one file after the other in one page, and a good file now and again in between. Exits with 1 when a file gets neither a
 * score nor a sentence within the time, or the good file another score than before.
 */

/** And a second for each chunk of a video that is longer than this. */
const TIME_LIMIT_S = 90;
const GOOD_EVERY = 10;

const { values } = parseArgs({ options: { also: { type: 'string' }, only: { type: 'string' }, json: { type: 'string' } } });
const folder = await mkdtemp(join(tmpdir(), 'fovea-corpus-'));
const build = join(folder, 'page');
await cp(BUILD_DIRECTORY, build, { recursive: true });
const server = await serve(build);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...BROWSER_ARGS], headless: true });

interface Outcome {
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly text: string;
  readonly seconds: number;
}

/** Of the file in work. */
let chunkCount = 0;

async function openPage(from: Browser): Promise<Page> {
  const page = await from.newPage();
  page.setDefaultTimeout(0);
  await page.exposeFunction('foveaProgress', (event: DriverEvent) => {
    if (event.kind === 'progress') chunkCount = event.total;
  });
  await page.goto(`${server.url}?driver=1`);
  await page.evaluate(() => window.foveaDriver?.prepare('wasm'));
  return page;
}

async function score(page: Page, path: string): Promise<{ status: string; text: string }> {
  chunkCount = 0;
  await page.locator(`#${DRIVER_FILES_ID}`).setInputFiles(path);
  const scoring = page.evaluate(async () => {
    await window.foveaDriver?.score({ backend: 'wasm', chunkSeconds: 1, coverage: 'all' });
    const result = window.foveaDriver?.results()[0]?.result;
    return { status: result?.status ?? 'none', mos: result?.score?.mos ?? null, error: result?.error ?? null };
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(() => {
      timer = setTimeout(() => done(null), 1000 * Math.max(0, chunkCount - TIME_LIMIT_S));
    }, TIME_LIMIT_S * 1000);
  });
  const crash = new Promise<never>((_done, fail) => page.once('crash', () => fail(new Error('the page crashed'))));
  try {
    const result = await Promise.race([scoring, late, crash]);
    if (result === null) return { status: 'late', text: `nothing within ${Math.max(TIME_LIMIT_S, chunkCount)} s` };
    const { status, mos, error } = result;
    if (status === 'ok') return mos !== null && mos >= 1 && mos <= 5 ? { status: 'scored', text: mos.toFixed(4) } : { status: 'wrong', text: String(mos) };
    // A sentence of ours, not a program's error: those name types and properties.
    const sentence = error !== null && /^[A-Z].*\.$/s.test(error) && !/\b(undefined|null|NaN|TypeError|RangeError|Assert\w*|Expected|is not a function|is not iterable)\b|\(reading/.test(error);
    return { status: sentence ? (mos === null ? 'sentence' : 'partly scored') : 'no sentence', text: error ?? 'none' };
  } catch (error) {
    return { status: 'crash', text: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
    scoring.catch(() => undefined);
  }
}

const outcomes: Outcome[] = [];
const goodScores: string[] = [];
let page = await openPage(browser);

async function tryFile(kind: string, name: string, path: string): Promise<void> {
  const began = Date.now();
  const { status, text } = await score(page, path);
  outcomes.push({ kind, name, status, text, seconds: (Date.now() - began) / 1000 });
  if (!['scored', 'sentence', 'partly scored'].includes(status)) console.log(`${status}: ${name}: ${text}`);
  if (status === 'late' || status === 'crash') {
    await page.close().catch(() => undefined);
    page = await openPage(browser);
  }
  if (outcomes.length % GOOD_EVERY === 0) {
    // Another name does not matter to the feature cache, so it is emptied: the file must be decoded each time.
    await page.evaluate(() => indexedDB.deleteDatabase('fovea-features'));
    const good = await score(page, join(folder, 'good.mp4'));
    goodScores.push(good.text);
    if (good.status !== 'scored' || good.text !== goodScores[0]) outcomes.push({ kind: 'good file', name: `good after ${name}`, status: 'wrong', text: good.text, seconds: 0 });
  }
}

try {
  for await (const { kind, name, bytes } of corpusFiles(folder)) {
    const path = join(folder, name);
    await writeFile(path, bytes);
    if (name === 'whole-h264.mp4') await writeFile(join(folder, 'good.mp4'), bytes);
    if (values.only === undefined || name.includes(values.only)) await tryFile(kind, name, path);
    await rm(path);
  }
  if (values.also !== undefined) {
    const also = resolve(process.env['INIT_CWD'] ?? '.', values.also);
    for (const name of (await readdir(also)).sort()) await tryFile('given', name, join(also, name));
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}

const KINDS = [...new Set(outcomes.map(({ kind }) => kind))];
const STATUSES = ['scored', 'partly scored', 'sentence', 'no sentence', 'wrong', 'late', 'crash'];
console.log(`\n| what | files | ${STATUSES.join(' | ')} | slowest |\n|---|${'---:|'.repeat(STATUSES.length + 2)}`);
for (const kind of [...KINDS, 'all']) {
  const of = outcomes.filter((outcome) => kind === 'all' || outcome.kind === kind);
  const slowest = of.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  console.log(`| ${kind} | ${of.length} | ${STATUSES.map((status) => of.filter((outcome) => outcome.status === status).length).join(' | ')} | ${slowest.toFixed(1)} s |`);
}
console.log(`\nThe good file: ${goodScores.length} times ${goodScores[0] ?? 'not tried'}. Load ${loadavg().map((load) => load.toFixed(1)).join(' ')}.`);
if (values.json !== undefined) await writeFile(resolve(process.env['INIT_CWD'] ?? '.', values.json), JSON.stringify(outcomes, null, 2));
process.exitCode = outcomes.some(({ status }) => ['no sentence', 'wrong', 'late', 'crash'].includes(status)) ? 1 : 0;
