import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { BUILD_DIRECTORY, serve } from '../cli/serve.ts';
import { messages } from '../src/messages.ts';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';

/**
 * Takes the pictures in `docs/screenshots` of the built page, with the sample clip and three encodes of it: every screen at three widths, light and
 * dark, as WebP, and `page.png` for the README.
 */

const run = promisify(execFile);
const SAMPLE = fileURLToPath(new URL('../public/sample.mp4', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../docs/screenshots/', import.meta.url));
const WEBP_QUALITY = '70';

/** Names that people would give their encodes, and how each is made of the sample. */
const ENCODES: Readonly<Record<string, readonly string[]>> = {
  'balloon-540p.mp4': ['-c', 'copy'],
  'balloon-270p.webm': ['-vf', 'scale=480:270', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '6', '-crf', '34', '-b:v', '0'],
  'balloon-144p.webm': ['-vf', 'scale=256:144', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '6', '-crf', '48', '-b:v', '0'],
};

const WIDTHS = [1440, 1024, 390] as const;
const SCHEMES = ['light', 'dark'] as const;

/** Screens that open over the studio: the button that leads there, and whether the whole page below is shown with it. */
const OVER: readonly { readonly name: string; readonly button: string | RegExp; readonly settled?: string }[] = [
  { name: 'models', button: /Open the model card/ },
  { name: 'teach', button: new RegExp(`^${messages.header.teach}`) },
  { name: 'projects', button: messages.projects.open },
  { name: 'settings', button: messages.header.settings },
  { name: 'help', button: messages.header.help },
  { name: 'prompts', button: messages.clip.turnOn },
  { name: 'export', button: messages.exports.open },
  { name: 'compare', button: messages.compare.open, settled: '.compare__stage[data-ready="true"]' },
];

const folder = await mkdtemp(join(tmpdir(), 'fovea-screenshots-'));
const server = await serve(BUILD_DIRECTORY);
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });

/** Takes one screen at every width, light and dark. */
async function everyWay(page: Page, name: string, fullPage: boolean): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 500 ? 844 : 900 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Charts are drawn anew with the next frames.
      await page.waitForTimeout(400);
      const png = join(folder, 'screen.png');
      await page.screenshot({ path: png, fullPage });
      await run('ffmpeg', ['-v', 'error', '-y', '-i', png, '-c:v', 'libwebp', '-quality', WEBP_QUALITY, join(OUTPUT, `${name}-${width}-${colorScheme}.webp`)]);
      if (name === 'studio' && width === 1440 && colorScheme === 'light') await page.screenshot({ path: join(OUTPUT, 'page.png'), fullPage });
    }
  }
}

try {
  await rm(OUTPUT, { recursive: true, force: true });
  await mkdir(OUTPUT, { recursive: true });
  const clips: string[] = [];
  for (const [name, how] of Object.entries(ENCODES)) {
    const clip = join(folder, name);
    await run('ffmpeg', ['-v', 'error', '-y', '-i', SAMPLE, ...how, clip]);
    clips.push(clip);
  }
  const page = await (await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block' })).newPage();
  await page.goto(server.url);
  await page.locator('.engine-chip--ready').waitFor();
  await everyWay(page, 'invitation', false);
  await page.locator('.file-picker').first().setInputFiles(clips);
  await page.getByText(`${clips.length} of ${clips.length} done`).waitFor({ timeout: 300_000 });
  await page.locator('.player video').evaluate((video: HTMLVideoElement) => {
    video.currentTime = 2.3;
  });
  await page.waitForFunction(() => document.querySelector('video')?.seeking === false);
  // The overlay is drawn with the next frame that the browser shows.
  await page.waitForTimeout(1500);
  await everyWay(page, 'studio', true);
  await page.getByRole('button', { name: messages.header.help, exact: true }).click();
  await page.getByRole('button', { name: messages.tour.again }).click();
  await everyWay(page, 'tour', false);
  await page.getByRole('button', { name: messages.tour.skip }).click();
  for (const { name, button, settled } of OVER) {
    await page.setViewportSize({ width: 1440, height: 900 });
    const way = page.getByRole('button', { name: button, exact: true });
    await way.first().click();
    await page.locator('dialog[open]').waitFor();
    if (settled !== undefined) await page.locator(settled).waitFor();
    await everyWay(page, name, false);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
