import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { z } from 'zod';
import type { ScoringSettings } from '../workers/scoring-types.ts';
import { driverEventSchema } from '../src/export/file-result-schema.ts';
import { chromiumPath } from '../scripts/chromium.ts';
import { needsBuild } from './build-age.ts';
import { BUILD_DIRECTORY, serve } from './serve.ts';

/** Flags for scoring: WebGPU on a real GPU where there is one, and nothing that reaches for the network by itself. */
export const BROWSER_ARGS: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  // Containers have a small /dev/shm, and frames go through shared memory.
  '--disable-dev-shm-usage',
  // Chromium's sandbox refuses to run as root, as in containers.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** What the page's driver tells, checked. */
export type PageEvent = z.infer<typeof driverEventSchema>;

/** The built page, open in a headless Chromium with its driver. */
export interface PageSession {
  /** The page of now; {@link reopen} replaces it. */
  readonly page: Page;
  /** Who hears the driver's events from now on. */
  listen(listener: (event: PageEvent) => void): void;
  /** Opens the page anew after a crash, of the page or of the whole browser. What it has stored is there again, unless the browser itself is gone. */
  reopen(): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Serves the built page (building it when it is missing or older than its sources) and opens it; model and backend start at once.
 * @throws Error with one sentence when there is no Chromium.
 */
export async function openPageSession(backend: ScoringSettings['backend']): Promise<PageSession> {
  const executablePath = chromiumPath();
  if (await needsBuild(BUILD_DIRECTORY)) await buildPage();
  const server = await serve();
  const launch = (): Promise<Browser> => chromium.launch({ executablePath, args: [...BROWSER_ARGS], headless: true });
  let browser = await launch().catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  const address = `${server.url}?driver=1&prepare=${backend}`;
  let listener: (event: PageEvent) => void = () => undefined;
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  try {
    const tell = (message: unknown): void => listener(driverEventSchema.parse(message));
    let context = await browser.newContext();
    let page = await open(context, address, tell);
    return {
      get page() {
        return page;
      },
      listen: (next) => {
        listener = next;
      },
      reopen: async () => {
        await page.close().catch(() => undefined);
        if (!browser.isConnected()) {
          browser = await launch();
          context = await browser.newContext();
        }
        page = await open(context, address, tell);
        return page;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Vite is loaded only where it is needed: that alone takes as long as starting the browser. */
async function buildPage(): Promise<void> {
  const { build } = await import('vite');
  await build({ logLevel: 'error' });
}

async function open(context: BrowserContext, address: string, tell: (message: unknown) => void): Promise<Page> {
  const page = await context.newPage();
  await page.exposeFunction('foveaProgress', tell);
  await page.goto(address);
  await page.waitForFunction(() => window.foveaDriver !== undefined);
  return page;
}

/** The sentence inside an error that came through the page. */
export function pageSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? text).replace(/^page\.\w+: (?:\w*Error: )?/, '');
}
