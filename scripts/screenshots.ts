import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { BUILD_DIRECTORY, serve } from '../cli/serve.ts';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';

/** Takes the pictures in `docs/screenshots` of the built page, with the sample clip and three encodes of it. */

const run = promisify(execFile);
const SAMPLE = fileURLToPath(new URL('../public/sample.mp4', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));

/** Names that people would give their encodes, and how each is made of the sample. */
const ENCODES: Readonly<Record<string, readonly string[]>> = {
  'balloon-540p.mp4': ['-c', 'copy'],
  'balloon-270p.webm': ['-vf', 'scale=480:270', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '6', '-crf', '34', '-b:v', '0'],
  'balloon-144p.webm': ['-vf', 'scale=256:144', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '6', '-crf', '48', '-b:v', '0'],
};

const PICTURES = [
  { name: 'page', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'page-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'page-phone', width: 390, height: 844, colorScheme: 'dark' },
] as const;

const folder = await mkdtemp(join(tmpdir(), 'fovea-screenshots-'));
const server = await serve(BUILD_DIRECTORY);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
try {
  await mkdir(OUTPUT, { recursive: true });
  const clips: string[] = [];
  for (const [name, how] of Object.entries(ENCODES)) {
    const clip = join(folder, name);
    await run('ffmpeg', ['-v', 'error', '-y', '-i', SAMPLE, ...how, clip]);
    clips.push(clip);
  }
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  for (const { name, width, height, colorScheme } of PICTURES) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(server.url);
    await page.locator('.engine-chip--ready').waitFor();
    if (name === 'page') await page.screenshot({ path: join(OUTPUT, 'invitation.png') });
    await page.locator('.file-picker').setInputFiles(clips);
    await page.getByText(`${clips.length} of ${clips.length} done`).waitFor({ timeout: 300_000 });
    await page.locator('video').evaluate((video: HTMLVideoElement) => {
      video.currentTime = 2.3;
    });
    await page.waitForFunction(() => document.querySelector('video')?.seeking === false);
    // The overlay is drawn with the next frame that the browser shows.
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true });
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
