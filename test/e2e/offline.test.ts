import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BUILD_DIRECTORY, serve } from '../../cli/serve.ts';
import type { PageServer } from '../../cli/serve.ts';
import { messages } from '../../src/messages.ts';
import { addAxe, violations } from './axe.ts';
import { builtPage, pick, ready } from './open-page.ts';

const built = builtPage();
let folder: string;
let server: PageServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fovea-offline-'));
  // CLIP's files are never kept: without them the copy is quick.
  await cp(BUILD_DIRECTORY, folder, { recursive: true, filter: (path) => !path.includes('ort-wasm') });
  server = await serve(folder);
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Opens the page with its service worker, and waits until that has kept everything. */
async function installed(search = ''): Promise<Page> {
  const context = await built.browser().newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${server.url}${search}`);
  await ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));
  return page;
}

test('after one visit the page loads and scores without a server, isolated as before', async () => {
  const page = await installed();
  const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
  for (const part of ['/index.html', '.fovea', 'scoring-worker', 'media-worker', 'export-worker', 'finetune-worker', '-simd-', '/sample.mp4']) {
    expect(kept.some((path) => path.includes(part)), part).toBe(true);
  }
  expect(kept.filter((path) => /\/(?:ort|clip)-/.test(path))).toEqual([]);
  await server.close();
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await pick(page, 'h264.mp4');
  await page.locator('.verdict').waitFor();
  expect(await page.locator('.verdict__mos').textContent()).toMatch(/^[1-5]\.\d$/);

  // On a phone as well.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await ready(page);
  await pick(page, 'tiny.mp4');
  await page.locator('.verdict').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await page.context().close();
  server = await serve(folder);
});

test('the manifest names icons of the sizes that it says', async () => {
  const response = await fetch(`${server.url}manifest.webmanifest`);
  expect(response.headers.get('content-type')).toBe('application/manifest+json');
  const { display, icons } = (await response.json()) as { display: string; icons: { src: string; sizes: string }[] };
  expect(display).toBe('standalone');
  for (const { src, sizes } of icons) {
    const { width, height } = decode(new Uint8Array(await (await fetch(`${server.url}${src}`)).arrayBuffer()));
    expect(`${width}x${height}`).toBe(sizes);
  }
  expect((await readdir(folder)).includes('manifest.webmanifest')).toBe(true);
});

test('a new version waits for a click, and its notice stands at the foot of desktop and phone', async () => {
  const page = await installed();
  await appendFile(join(folder, 'sw.js'), '\n// another version');
  await page.reload();
  await addAxe(page);
  await ready(page);
  await page.getByText(messages.offline.update).waitFor();
  for (const [width, colorScheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light'], [390, 'dark']] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, '.update-notice')).toEqual([]);
    const box = await page.locator('.update-notice').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
  }
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: messages.offline.use }).click();
  await loaded;
  await ready(page);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null)).toBeNull();
  expect(await page.getByText(messages.offline.update).count()).toBe(0);
  await page.context().close();
});

test('the command line’s page has no service worker', async () => {
  const context = await built.browser().newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}?driver=1`);
  await page.evaluate(() => window.foveaDriver?.prepare('wasm'));
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await context.close();
});
