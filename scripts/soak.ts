import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { BUILD_DIRECTORY, serve } from '../cli/serve.ts';
import { BROWSER_ARGS } from '../cli/page-session.ts';
import { DRIVER_FILES_ID } from '../src/driver-types.ts';
import makeMedia from '../test/fixtures/make-media.ts';
import { mediaPath, type MediaName } from '../test/fixtures/media-path.ts';
import { chromiumPath } from './chromium.ts';
import { absence } from './soak/absence.ts';
import { SOAK_FAULTS } from './soak/faults.ts';
import { graphics } from './soak/graphics.ts';
import { countObjectUrls, snapshot, type Snapshot } from './soak/measure.ts';

/**
 * Scores hundreds of mixed files in one page while faults are injected, and looks what is left alive; beside it, files on WebGPU, in a hidden tab and through
 * a sleep of the machine, each in a browser of its own. Exits with 1 when a file is not accounted for, something leaks, or memory at the end is more than a
 * tenth above that after ten files.
 */

const BATCH = 10;

/** Good files of every kind, and some of each way to be bad. */
const MIX: readonly MediaName[] = [
  'h264.mp4', 'fragmented.mp4', 'h264.mov', 'h264.mkv', 'vp8.mkv', 'vp9.webm', 'av1.webm', 'h264.mpegts', 'h264-10bit.mp4', 'vp9-10bit.webm', 'h264-444.mp4',
  'hdr-pq.webm', 'rotated-90.mp4', 'vfr.mkv', 'freeze.mkv', 'offset.mpegts', 'trimmed.mp4', 'portrait.mp4', 'odd-size.webm', 'tiny.mp4', 'alpha.webm', 'short.mp4',
  'resized.mpegts', '1080p.mp4', 'full-range.mp4', 'still.png', 'still.webp', 'truncated.mp4', 'truncated.webm', 'corrupted.mp4', 'corrupted.png', 'text.mp4', 'empty.mp4',
  'audio-only.m4a', 'mpeg4.mp4',
];

const { values } = parseArgs({
  options: { files: { type: 'string', default: '300' }, minutes: { type: 'string', default: '30' }, graphics: { type: 'string', default: '6' }, hidden: { type: 'string', default: '6' }, json: { type: 'string' } },
});
const wanted = Number(values.files);
/** The batches come spread over the minutes that are asked for. */
const paceMs = (Number(values.minutes) * 60_000) / Math.ceil(wanted / BATCH);

await makeMedia();
// A copy: a build that happens meanwhile must not change the page.
const build = await mkdtemp(join(tmpdir(), 'fovea-soak-'));
await cp(BUILD_DIRECTORY, build, { recursive: true });
const server = await serve(build);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...BROWSER_ARGS], headless: true });
const began = Date.now();
const problems: string[] = [];
const shots: { files: number; shot: Snapshot }[] = [];
const outcomes = { ok: 0, failed: 0, noted: 0 };
const faults = new Map<string, number>();
// Browsers of their own, so that what they need is not counted with the page's.
const aside = Promise.all([
  Number(values.graphics) > 0 ? graphics(server.url, Number(values.graphics)).catch(failed) : null,
  Number(values.hidden) > 0 ? absence(server.url, Number(values.hidden)).catch(failed) : null,
]);

function failed(error: unknown): null {
  problems.push(error instanceof Error ? error.message : String(error));
  return null;
}

const keys = new Set<string>();
let scored = 0;

try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(0);
  page.on('pageerror', (error) => problems.push(`Uncaught on the page: ${error.message}`));
  page.on('crash', () => problems.push('The page crashed.'));
  await page.addInitScript(countObjectUrls);
  await page.goto(server.url);
  await page.evaluate(() => window.foveaDriver?.prepare('wasm'));
  // The whole page is shown; only the files come through the driver, which also gives the results.
  await page.evaluate((id) => {
    const input = document.createElement('input');
    Object.assign(input, { id, type: 'file', multiple: true, hidden: true });
    document.body.append(input);
  }, DRIVER_FILES_ID);
  const devtools = await page.context().newCDPSession(page);
  const whole = await browser.newBrowserCDPSession();

  for (let batch = 0; scored < wanted; batch += 1) {
    await new Promise((resolve) => setTimeout(resolve, began + batch * paceMs - Date.now()));
    const names = Array.from({ length: Math.min(BATCH, wanted - scored) }, (_, i) => MIX[(batch * BATCH + i) % MIX.length] ?? 'tiny.mp4');
    await page.locator(`#${DRIVER_FILES_ID}`).setInputFiles(names.map(mediaPath));
    const fault = SOAK_FAULTS[batch % SOAK_FAULTS.length] ?? null;
    // Chunk lengths that differ a little have nothing in common in the feature cache: every file is decoded.
    const scoring = page.evaluate(async (chunkSeconds) => {
      await window.foveaDriver?.score({ backend: 'wasm', chunkSeconds, coverage: 'all' });
      return (window.foveaDriver?.results() ?? []).map(({ name, result: { status, error, score, notes, featureKey, chunks } }) => ({
        name, status, error, mos: score?.mos ?? null, notes, featureKey, chunks: chunks.length,
      }));
    }, 1 + batch / 1000);
    if (fault !== null) {
      await fault.begin(page, devtools);
      faults.set(fault.name, (faults.get(fault.name) ?? 0) + 1);
      if (fault.name === 'storage taken away') keys.clear();
    }
    const results = await scoring;
    await fault?.end?.(page, devtools);
    if (results.length !== names.length) problems.push(`Batch ${batch}: ${results.length} results for ${names.length} files.`);
    for (const { name, status, error, mos, notes, featureKey } of results) {
      outcomes[status] += 1;
      if (notes.some((note) => /worker stopped|nets were|decoder failed|storage is full/.test(note))) outcomes.noted += 1;
      if (featureKey !== null) keys.add(featureKey);
      if (status === 'ok' && (mos === null || !(mos >= 1 && mos <= 5))) problems.push(`${name}: scored without a number.`);
      if (status === 'failed' && !/^[A-Z].*\.$/.test(error ?? '')) problems.push(`${name}: failed without a sentence (${error ?? 'none'}).`);
      if (status === 'failed' && /worker stopped/.test(error ?? '')) problems.push(`${name}: lost to a crash.`);
    }
    scored += results.length;
    if (batch % 5 === 0 || scored >= wanted) {
      const shot = await snapshot(page, devtools, whole);
      shots.push({ files: scored, shot });
      console.log(`${scored} files, ${Math.round((Date.now() - began) / 1000)} s, load ${(loadavg()[0] ?? 0).toFixed(1)}: ${JSON.stringify(shot, (_key, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(1)) : value))}`);
    }
  }
  shots.push({ files: scored, shot: await snapshot(page, devtools, whole) });
} finally {
  await browser.close();
}
const [onGraphics, away] = await aside.finally(async () => {
  await server.close();
  await rm(build, { recursive: true });
});
problems.push(...(onGraphics?.problems ?? []), ...(away?.problems ?? []));

const first = shots[0]?.shot;
const last = shots.at(-1)?.shot;
if (first !== undefined && last !== undefined) {
  for (const what of ['tensors', 'openFrames', 'openMedia', 'workers', 'objectUrls'] as const) {
    if (last[what] > first[what]) problems.push(`${what}: ${first[what]} after ten files, ${last[what]} at the end.`);
  }
  if (last.heapMB > 1.1 * first.heapMB) problems.push(`Heap: ${first.heapMB.toFixed(0)} MB after ten files, ${last.heapMB.toFixed(0)} MB at the end.`);
  if (last.begunRows > 0) problems.push(`IndexedDB holds ${last.begunRows} chunks of files that are finished.`);
  if (last.rows > keys.size) problems.push(`IndexedDB holds ${last.rows} rows for ${keys.size} files.`);
}
const report = {
  files: scored, minutes: (Date.now() - began) / 60_000, load: loadavg(), outcomes, faults: Object.fromEntries(faults), featureKeys: keys.size, graphics: onGraphics, away, problems, shots,
};
if (values.json !== undefined) await writeFile(resolve(process.env['INIT_CWD'] ?? '.', values.json), JSON.stringify(report, null, 2));
console.log(`${scored} of ${wanted} files in ${report.minutes.toFixed(1)} min: ${outcomes.ok} scored, ${outcomes.failed} with a sentence; faults ${JSON.stringify(report.faults)}.`);
if (onGraphics !== null) console.log(`On WebGPU: ${JSON.stringify(onGraphics)}`);
if (away !== null) console.log(`Away: ${JSON.stringify(away)}`);
for (const problem of problems) console.log(`PROBLEM ${problem}`);
process.exitCode = problems.length > 0 || scored < wanted ? 1 : 0;
