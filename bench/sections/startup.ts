import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { DRIVER_FILES_ID } from '../../src/driver-types.ts';
import type { BenchBrowser } from '../browser.ts';
import { film, movingClip } from '../clips.ts';
import type { Measurement } from '../measurement.ts';
import { PAGE_DIRECTORY, RESULTS_DIRECTORY, ROOT_DIRECTORY } from '../paths.ts';
import type { Section } from '../section.ts';

const SETTINGS = { backend: 'auto', chunkSeconds: 1, coverage: 'all' } as const;

/** Milliseconds from handing the file over to the first chunk's score. */
async function firstChunk(page: Page, clip: string): Promise<number> {
  await page.setInputFiles(`#${DRIVER_FILES_ID}`, clip);
  return page.evaluate(async (settings) => {
    const began = performance.now();
    let first = NaN;
    window.foveaProgress = (event) => {
      if (Number.isNaN(first) && (event.kind === 'result' || (event.kind === 'progress' && event.done > 0))) first = performance.now() - began;
    };
    await window.foveaDriver?.score(settings);
    return first;
  }, SETTINGS);
}

/** Bytes that a visitor loads until a file is scored, compressed as a server would, without the weights. */
async function loadedBytes(chromium: BenchBrowser, clip: string): Promise<{ readonly gzip: number; readonly files: number }> {
  const page = await chromium.openApp();
  const paths = new Set<string>(['index.html']);
  try {
    const address = new URL(page.url());
    const note = (url: string): void => {
      const { origin, pathname } = new URL(url);
      if (origin === address.origin && pathname !== '/') paths.add(pathname.slice(1));
    };
    page.context().on('request', (request) => note(request.url()));
    await page.reload();
    await page.waitForFunction(() => window.foveaDriver !== undefined);
    await firstChunk(page, clip);
  } finally {
    await page.context().close();
  }
  const loaded = [...paths].filter((path) => !path.endsWith('.fovea'));
  const sizes = await Promise.all(loaded.map(async (path) => gzipSync(await readFile(join(PAGE_DIRECTORY, path))).length));
  return { gzip: sizes.reduce((a, b) => a + b, 0), files: loaded.length };
}

/** Wall time of the whole command line. */
function scoreCommand(clip: string, ...more: readonly string[]): Promise<number> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', 'score', '--', clip, '--csv', join(RESULTS_DIRECTORY, 'score-command.csv'), '--quiet', ...more], { cwd: ROOT_DIRECTORY, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve((performance.now() - began) / 1000) : reject(new Error(`npm run score ended with ${code ?? 'a signal'}.`))));
  });
}

/** From the drop to the first score, the whole command, and what a first visit loads. */
export const startup: Section = async ({ chromium, quick, say }) => {
  const short = await movingClip('h264', '360p', 10);
  const hd = await movingClip('h264', '1080p', 10);
  const whole = await movingClip('h264', '1080p', 20);
  const rounds = quick ? 2 : 5;
  say('drop to first chunk');
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const page = await chromium.openApp();
    try {
      cold.push(await firstChunk(page, short));
      // Another file: the first one's features are kept.
      warm.push(await firstChunk(page, hd));
    } finally {
      await page.context().close();
    }
  }
  say('what a first visit loads');
  const loaded = await loadedBytes(chromium, short);
  const measurements: Measurement[] = [
    { section: 'startup', name: 'drop to first chunk, cold page, 360p', unit: 'ms', values: cold, note: 'worker, model, backend and golden check included' },
    { section: 'startup', name: 'drop to first chunk, warm, 1080p', unit: 'ms', values: warm, target: '≤ 1500' },
    { section: 'startup', name: 'first load without weights', unit: 'kB gzip', values: [loaded.gzip / 1000], target: '≤ 1500', note: `${loaded.files} files` },
  ];
  say('npm run score on 20 s of 1080p30 H.264');
  const command: number[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round += 1) command.push(await scoreCommand(whole));
  measurements.push({ section: 'startup', name: 'npm run score, 20 s of 1080p30 H.264', unit: 's', values: command, target: '≤ 6' });
  say('npm run score on twelve seconds of a two-hour film');
  const sparse: number[] = [];
  const twoHours = await film();
  for (let round = 0; round < (quick ? 1 : 3); round += 1) sparse.push(await scoreCommand(twoHours, '--coverage', '12'));
  measurements.push({ section: 'startup', name: 'npm run score --coverage 12, two hours of 360p24 H.264', unit: 's', values: sparse });
  return measurements;
};
