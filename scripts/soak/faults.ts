import type { CDPSession, Page } from 'playwright-core';
import type { FaultRequest } from '../../workers/fault-injection.ts';

/** One way to disturb a batch: begun while its files are scored, undone afterwards. */
export interface SoakFault {
  readonly name: string;
  begin(page: Page, devtools: CDPSession): Promise<void>;
  end?(page: Page, devtools: CDPSession): Promise<void>;
}

/** Asks for a fault that no browser command brings about. */
export async function askForFault(page: Page, wanted: FaultRequest): Promise<void> {
  await page.evaluate(async (message) => {
    const channel = new BroadcastChannel('fovea-faults');
    channel.postMessage(message);
    await new Promise((resolve) => void setTimeout(resolve, 100));
    channel.close();
  }, wanted);
}

const asked = (fault: FaultRequest['fault'], atChunk: number): SoakFault => ({ name: fault, begin: (page) => askForFault(page, { fault, atChunk }) });

const origin = (page: Page): string => new URL(page.url()).origin;

/** What happens in turn, one a batch; every eighth batch is left alone. */
export const SOAK_FAULTS: readonly (SoakFault | null)[] = [
  null,
  asked('worker-crash', 1),
  asked('decoder-stall', 1),
  asked('out-of-memory', 0),
  {
    name: 'media worker killed',
    begin: async (page) => {
      const worker = page.workers().find((each) => each.url().includes('media-worker'));
      await worker?.evaluate(() => {
        addEventListener('message', () => {
          throw new Error('A crash that the soak run asked for.');
        }, { once: true });
      });
    },
  },
  {
    name: 'page frozen for two seconds',
    begin: async (_page, devtools) => {
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
      await new Promise((resolve) => setTimeout(resolve, 2000));
      await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    },
  },
  {
    name: 'storage full',
    begin: async (page, devtools) => {
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: origin(page), quotaSize: 1 });
    },
    end: async (page, devtools) => {
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: origin(page) });
    },
  },
  {
    name: 'storage taken away',
    begin: async (page, devtools) => {
      await devtools.send('Storage.clearDataForOrigin', { origin: origin(page), storageTypes: 'indexeddb' });
    },
  },
];
