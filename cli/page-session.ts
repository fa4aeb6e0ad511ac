import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { chromiumPath } from '../scripts/chromium.ts';
import { BUILD_DIRECTORY, serve, type PageServer } from './serve.ts';

/** Flags for scoring: WebGPU on a real GPU where there is one, and nothing that reaches for the network by itself. */
const ARGS = [
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // Frames and tensors of long videos lie in the page's own process.
  '--disable-dev-shm-usage',
  // Chromium's sandbox refuses to run as root, as in containers.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** The built page, open in a headless Chromium with its driver. */
export interface PageSession {
  readonly page: Page;
  /** Loads the page anew, after a crash. */
  reopen(): Promise<Page>;
  close(): Promise<void>;
}

async function open(browser: Browser, server: PageServer): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${server.url}?driver=1`);
  await page.waitForFunction(() => window.foveaDriver !== undefined);
  return page;
}

/** Serves the built page (building it when it is missing) and opens it. @throws Error with one sentence when there is no Chromium. */
export async function openPageSession(): Promise<PageSession> {
  const executablePath = chromiumPath();
  if (!existsSync(join(BUILD_DIRECTORY, 'index.html'))) await build({ logLevel: 'error' });
  const server = await serve();
  const browser = await chromium.launch({ executablePath, args: ARGS, headless: true }).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  try {
    let page = await open(browser, server);
    return {
      get page() {
        return page;
      },
      reopen: async () => {
        await page.close().catch(() => undefined);
        page = await open(browser, server);
        return page;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
