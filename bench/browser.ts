import { chromium, type Browser, type Page } from 'playwright-core';
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
  close(): Promise<void>;
}

export async function startBrowser(extraArgs: readonly string[] = []): Promise<BenchBrowser> {
  const server = await serve(PAGE_DIRECTORY);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...BROWSER_ARGS, ...extraArgs], headless: true }).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const open = async (path: string): Promise<Page> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    page.on('pageerror', (error) => console.error(`Error on the page: ${error.message}`));
    await page.goto(server.url + path);
    return page;
  };
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
      await page.locator('.engine-chip--ready').waitFor({ timeout: 60_000 });
      return page;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
