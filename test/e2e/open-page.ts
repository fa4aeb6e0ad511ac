import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { serve } from '../../cli/serve.ts';
import type { PageServer } from '../../cli/serve.ts';
import { messages } from '../../src/messages.ts';
import { CHROMIUM_ARGS, chromiumPath } from '../../scripts/chromium.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import type { MediaName } from '../fixtures/media-path.ts';
import '../../src/driver-types.ts';

/** One browser and one server for a test file. */
export interface BuiltPage {
  /** Opens the page afresh and notes every request. @param processors that the scoring worker is to see. */
  open(search?: string, processors?: number): Promise<OpenPage>;
  /** The browser, for pages of another server. */
  browser(): Browser;
}

export interface OpenPage {
  readonly page: Page;
  readonly origin: string;
  readonly requests: readonly string[];
}

/** Serves the build and starts a browser around the tests of a file. */
export function builtPage(): BuiltPage {
  let server: PageServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await serve();
    browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  return {
    browser: () => browser,

    async open(search = '', processors) {
      // Its service worker would fetch the whole page again for every test; test/e2e/offline.test.ts has one.
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', serviceWorkers: 'block' });
      if (processors !== undefined) await pretendProcessors(context, processors);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      const requests: string[] = [];
      context.on('request', (request) => requests.push(request.url()));
      await page.goto(`${server.url}${search}`);
      return { page, origin: new URL(server.url).origin, requests };
    },
  };
}

/** Lets the scoring worker see a machine with this many processors; before the page is opened. No browser command reaches a worker's. */
async function pretendProcessors(context: BrowserContext, processors: number): Promise<void> {
  await context.route('**/scoring-worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${processors} });${await response.text()}` });
  });
}

/** Waits until the model is ready. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.engine-chip--ready').waitFor();
}

/** Hands fixtures to the file picker. */
export async function pick(page: Page, ...names: readonly MediaName[]): Promise<void> {
  await page.locator('.file-picker').setInputFiles(names.map(mediaPath));
}

/** Drops files or folders on the page as the system would. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  }
  await devtools.detach();
}

/** Waits until nothing is waiting or being scored. */
export async function allDone(page: Page, count: number): Promise<void> {
  await page.getByText(`${count} of ${count} done`).waitFor({ timeout: 120_000 });
}

/** The table row of a file. */
export function row(page: Page, name: string) {
  return page.locator('.files tbody tr').filter({ has: page.locator(`button[title="${name}"]`) });
}

/** Presses a save button in the exports and reads what was saved. */
export async function savedBytes(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const panel = page.getByRole('dialog', { name: messages.exports.heading });
  if (!(await panel.isVisible())) await page.getByRole('button', { name: messages.exports.open, exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: button, exact: true }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

/** Saves a file with text and closes the exports again. */
export async function saved(page: Page, name: string): Promise<string> {
  const { bytes } = await savedBytes(page, messages.exports.save(name));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: messages.exports.heading }).waitFor({ state: 'hidden' });
  return bytes.toString('utf8');
}
