import { readFile } from 'node:fs/promises';
import type { CDPSession, Page } from 'playwright-core';

/** What a process takes of the machine's memory, MB. */
export interface ProcessMemory {
  /** All that is resident. */
  readonly residentMb: number | null;
  /** The same without what is mapped from files, which is the browser's own program for the most part. */
  readonly ownMb: number | null;
}

/** The browser's own process, or the one that holds the page and its workers, from /proc; nulls off Linux. */
export async function residentOf(session: CDPSession, kind: 'renderer' | 'browser'): Promise<ProcessMemory> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === kind).map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      const mb = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN) / 1024;
      return { residentMb: mb('VmRSS'), ownMb: mb('RssAnon') + mb('RssShmem') };
    }),
  );
  // A spare renderer waits for the next page: the largest one is ours.
  const [largest] = sizes.filter((size) => !Number.isNaN(size.residentMb)).sort((a, b) => b.residentMb - a.residentMb);
  return largest ?? { residentMb: null, ownMb: null };
}

/** The page's own account (heap, wasm, workers), MB, once the garbage is collected; null where the browser gives none. */
export async function pageMb(page: Page): Promise<number | null> {
  return page.evaluate(async () => {
    // Chrome alone has it, on cross-origin isolated pages.
    const { performance: clock } = window as unknown as { readonly performance: { measureUserAgentSpecificMemory?: () => Promise<{ readonly bytes: number }> } };
    if (!crossOriginIsolated || clock.measureUserAgentSpecificMemory === undefined) return null;
    return (await clock.measureUserAgentSpecificMemory()).bytes / 2 ** 20;
  });
}
