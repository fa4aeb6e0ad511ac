import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { BROWSER_ARGS } from '../cli/page-session.ts';
import { serve } from '../cli/serve.ts';
import { chromiumPath } from '../scripts/chromium.ts';
import { APP_PAGE, BENCH_PAGE, PAGE_DIRECTORY, STUDIO_PAGE } from './paths.ts';

/** A headless Chromium with the flags of the command line, and the built pages served to it. */
export interface BenchBrowser {
  readonly browser: Browser;
  readonly version: string;
  /** Opens the page that measures single parts. */
  openBenchPage(): Promise<Page>;
  /** Opens the page of Fovea with its driver, in a fresh profile: nothing is loaded or cached. */
  openApp(): Promise<Page>;
  /** Opens the page that people use, with a worker that tells made-up scores. */
  openStudio(): Promise<Page>;
  /** The same in a browser of its own with a profile on disk, as people have one: a fresh profile keeps in memory what the page stores. */
  openStudioOnDisk(): Promise<{ readonly page: Page; readonly session: CDPSession; readonly close: () => Promise<void> }>;
  close(): Promise<void>;
}

export async function startBrowser(extraArgs: readonly string[] = []): Promise<BenchBrowser> {
  const server = await serve(PAGE_DIRECTORY);
  const options = { executablePath: chromiumPath(), args: [...BROWSER_ARGS, ...extraArgs], headless: true };
  const browser = await chromium.launch(options).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const open = async (path: string, context?: BrowserContext): Promise<Page> => {
    context ??= await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    page.on('pageerror', (error) => console.error(`Error on the page: ${error.message}`));
    await page.goto(server.url + path);
    return page;
  };
  const ready = (page: Page): Promise<void> => page.locator('.engine-chip--ready').waitFor({ timeout: 60_000 });
  return {
    browser,
    version: browser.version(),
    openBenchPage: async () => {
      const page = await open(BENCH_PAGE);
      await page.waitForFunction(() => window.foveaBench !== undefined);
      return page;
    },
    openApp: async () => {
      const page = await open(APP_PAGE);
      await page.waitForFunction(() => window.foveaDriver !== undefined);
      return page;
    },
    openStudio: async () => {
      const page = await open(STUDIO_PAGE);
      await ready(page);
      return page;
    },
    openStudioOnDisk: async () => {
      const profile = await mkdtemp(join(tmpdir(), 'fovea-bench-profile-'));
      const context = await chromium.launchPersistentContext(profile, options);
      const close = async (): Promise<void> => {
        await context.close();
        await rm(profile, { recursive: true });
      };
      try {
        const page = await open(STUDIO_PAGE, context);
        await ready(page);
        const session = await context.browser()?.newBrowserCDPSession();
        if (session === undefined) throw new Error('The browser does not tell of its processes.');
        return { page, session, close };
      } catch (error) {
        await close();
        throw error;
      }
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
