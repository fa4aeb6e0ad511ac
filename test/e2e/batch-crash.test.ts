import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { chromiumPath } from '../../scripts/chromium.ts';
import type { DriverEvent } from '../../src/driver-types.ts';
import { mediaPath, type MediaName } from '../fixtures/media-path.ts';
import { runCommand } from './run-command.ts';

/** The tenth has a second chunk, the sixteenth many more: what dies there is in the middle of a file in the middle of a batch. */
const NAMES: readonly MediaName[] = [...new Array<MediaName>(9).fill('tiny.mp4'), 'h264.mp4', ...new Array<MediaName>(5).fill('short.mp4'), 'long.mp4', ...new Array<MediaName>(4).fill('tiny.mp4')];
const LONG = NAMES.indexOf('long.mp4');

const jsonSchema = z.object({ files: z.array(z.object({ notes: z.array(z.string()), featureKey: z.string().nullable().optional() })) });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A Chromium for the command that lets a second debugger in. */
async function openChromium(): Promise<{ readonly path: string; readonly port: number }> {
  const port = await freePort();
  const path = join(folder, `chromium-${port}`);
  await writeFile(path, `#!/bin/sh\nexec '${chromiumPath()}' --remote-debugging-port=${port} "$@"\n`, { mode: 0o755 });
  return { path, port };
}

async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Lets a worker and later the page of a running command die. */
async function disturb(port: number): Promise<void> {
  const browser = await until(() => chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => undefined));
  try {
    const [context] = browser.contexts();
    if (context === undefined) throw new Error('The browser has no context.');
    const page = await until(() => context.pages().find((each) => each.url().includes('driver=1')));
    await page.waitForFunction(() => window.foveaDriver !== undefined && window.foveaProgress !== undefined);
    const devtools = await context.newCDPSession(page);
    const paused = new Promise((resolve) => devtools.once('Debugger.paused', resolve));
    await devtools.send('Debugger.enable');
    await page.evaluate(async (long) => {
      const tell = window.foveaProgress;
      window.foveaProgress = (event: DriverEvent) => {
        const told = tell?.(event);
        // The page stands still here, and nothing more is told.
        if (event.kind === 'progress' && event.index === long && event.done >= 2) debugger;
        return told;
      };
      // From then on the worker listens.
      await window.foveaDriver?.prepare('auto');
      const channel = new BroadcastChannel('fovea-faults');
      channel.postMessage({ fault: 'worker-crash', atChunk: 1 });
      await new Promise((resolve) => void setTimeout(resolve, 100));
      channel.close();
    }, LONG);
    await paused;
    // The page that is told to crash cannot answer.
    devtools.send('Page.crash').catch(() => undefined);
    await page.waitForEvent('crash');
  } finally {
    await browser.close().catch(() => undefined);
  }
}

test('a worker and then the page itself crash in the middle of a batch of 20 on the command line: 20 rows with the scores of a quiet run, exit status 0', { timeout: 400_000 }, async () => {
  const inputs = NAMES.map(mediaPath);
  const out = (name: string): string => join(folder, name);
  const quiet = await runCommand('score', [...inputs, '--coverage', '10', '--csv', out('quiet.csv'), '--quiet']);
  expect(quiet).toMatchObject({ status: 0, stderr: '' });
  const { path, port } = await openChromium();
  const [disturbed] = await Promise.all([
    runCommand('score', [...inputs, '--coverage', '10', '--csv', out('disturbed.csv'), '--json', out('disturbed.json'), '--quiet'], { FOVEA_CHROMIUM: path }),
    disturb(port),
  ]);
  expect(disturbed).toMatchObject({ status: 0, stderr: '' });
  const rows = (await readFile(out('disturbed.csv'), 'utf8')).trim().split('\n').slice(1);
  expect(rows).toHaveLength(20);
  for (const row of rows) expect(row).toMatch(/,ok,[1-5]\.\d{4},/);
  expect(await readFile(out('disturbed.csv'), 'utf8')).toBe(await readFile(out('quiet.csv'), 'utf8'));
  const { files } = jsonSchema.parse(JSON.parse(await readFile(out('disturbed.json'), 'utf8')));
  // What was finished before is not computed again: it comes from where the old page had put it.
  expect(files.map(({ notes }) => notes).filter((notes) => notes.length > 0)).toEqual([
    [expect.stringMatching(/^The scoring worker stopped at 0:0\d; a new one went on from there\.$/)],
    [expect.stringMatching(/^An earlier run was interrupted at 0:\d\d; scoring went on from there\.$/)],
  ]);
});
