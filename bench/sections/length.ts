import { loadavg } from 'node:os';
import type { CDPSession, Page } from 'playwright-core';
import { DAY_FILE, DAY_SECONDS } from '../page/studio-script.ts';
import type { Section } from '../section.ts';
import { pageMb, residentOf } from './process-memory.ts';

/** Moments between which the page should not grow, in chunks: what the first hour needs, code and charts, is there by then. */
const FROM = 4000;
const QUICK_TO = 12_000;

interface Account {
  readonly chunks: number;
  readonly pageMb: number | null;
  readonly browserMb: number | null;
}

async function account(page: Page, session: CDPSession): Promise<Account> {
  // The browser's account collects the garbage of page and workers first.
  const mb = await pageMb(page);
  const chunks = Number(/^[\d,]+/.exec((await page.locator('.progress__text').first().textContent()) ?? '')?.[0].replaceAll(',', '') ?? NaN);
  return { chunks, pageMb: mb, browserMb: (await residentOf(session, 'browser')).ownMb };
}

/** Ten hours of made-up scores, with maps of their true size: what does the page keep of a chunk, and what does the browser's own process keep for it? */
export const length: Section = async ({ chromium, quick, say }) => {
  const to = quick ? QUICK_TO : DAY_SECONDS;
  const { page, session, close } = await chromium.openStudioOnDisk();
  try {
    say(`length: ${to} made-up chunks`);
    await page.locator('.file-picker').setInputFiles({ name: DAY_FILE, mimeType: 'video/mp4', buffer: Buffer.from('x') });
    const past = (count: number): Promise<unknown> =>
      page.waitForFunction(
        (wanted) => Number(/^[\d,]+/.exec(document.querySelector('.progress__text')?.textContent ?? '')?.[0].replaceAll(',', '')) >= wanted,
        count,
      );
    await past(FROM);
    const first = await account(page, session);
    await past(to);
    const last = await account(page, session);
    const kb = (value: (at: Account) => number | null): number[] => {
      const [before, after] = [value(first), value(last)];
      return before === null || after === null ? [] : [(1024 * (after - before)) / (last.chunks - first.chunks)];
    };
    const note = `${first.chunks} to ${last.chunks} chunks, load ${(loadavg()[0] ?? 0).toFixed(1)}`;
    return [
      { section: 'length', name: 'made-up chunks, page’s own account, growth', unit: 'kB a chunk', values: kb(({ pageMb: mb }) => mb), target: '< 0.5', note },
      { section: 'length', name: 'made-up chunks, browser process, growth', unit: 'kB a chunk', values: kb(({ browserMb: mb }) => mb), note: 'resident but for mapped files; the maps are on disk' },
      { section: 'length', name: 'made-up chunks, page’s own account', unit: 'MB', values: [first, last].flatMap(({ pageMb: mb }) => mb ?? []), note },
    ];
  } finally {
    await close();
  }
};
