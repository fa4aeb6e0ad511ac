import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from 'playwright-core';
import { z } from 'zod';

/** What is alive at one moment. */
export interface Snapshot {
  readonly tensors: number;
  readonly tensorMB: number;
  readonly openFrames: number;
  readonly openMedia: number;
  readonly workers: number;
  readonly objectUrls: number;
  readonly rows: number;
  /** Rows of files that are not finished. */
  readonly begunRows: number;
  /** JavaScript, wasm and DOM of the page and its workers, as the browser counts them. */
  readonly heapMB: number;
  /** Resident memory of the page's process. */
  readonly processMB: number;
}

/** Counts object URLs from now on; to be added before the page's own scripts. */
export function countObjectUrls(): void {
  const live = new Set<string>();
  const create = URL.createObjectURL.bind(URL);
  const revoke = URL.revokeObjectURL.bind(URL);
  URL.createObjectURL = (object: Blob | MediaSource) => {
    const url = create(object);
    live.add(url);
    return url;
  };
  URL.revokeObjectURL = (url: string) => {
    live.delete(url);
    revoke(url);
  };
  Object.assign(window, { liveObjectUrls: live });
}

const processesSchema = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.number() })) });

async function residentMB(browser: CDPSession): Promise<number> {
  const { processInfo } = processesSchema.parse(await browser.send('SystemInfo.getProcessInfo'));
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    }),
  );
  // Chromium keeps spare processes for pages to come: the largest is the page's.
  return Math.max(0, ...sizes);
}

/** Looks once; the garbage of the page is collected before. */
export async function snapshot(page: Page, devtools: CDPSession, browser: CDPSession): Promise<Snapshot> {
  await devtools.send('HeapProfiler.collectGarbage');
  const counts = await page.evaluate(() => window.foveaDriver?.counts());
  const seen = await page.evaluate(async () => {
    const [rows, begunRows] = await new Promise<readonly [number, number]>((resolve) => {
      const opening = indexedDB.open('fovea-features');
      opening.onerror = () => resolve([0, 0]);
      // A database that is not there must not be made by looking.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onsuccess = () => {
        const reading = opening.result.transaction(['features', 'begun']);
        const features = reading.objectStore('features').count();
        const begun = reading.objectStore('begun').count();
        reading.oncomplete = () => {
          opening.result.close();
          resolve([features.result, begun.result]);
        };
      };
    });
    // Waits for a collection of its own, of up to twenty seconds.
    const measure = (performance as unknown as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> }).measureUserAgentSpecificMemory;
    const heap = await measure?.call(performance);
    return { rows, begunRows, heapMB: (heap?.bytes ?? NaN) / 2 ** 20, objectUrls: (window as unknown as { liveObjectUrls: Set<string> }).liveObjectUrls.size };
  });
  return {
    tensors: counts?.tensors ?? NaN,
    tensorMB: (counts?.tensorBytes ?? NaN) / 2 ** 20,
    openFrames: counts?.openFrames ?? NaN,
    openMedia: counts?.openMedia ?? NaN,
    workers: page.workers().length,
    ...seen,
    processMB: await residentMB(browser),
  };
}
