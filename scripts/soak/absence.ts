import { z } from 'zod';
import { BROWSER_ARGS } from '../../cli/page-session.ts';
import { DRIVER_FILES_ID } from '../../src/driver-types.ts';
import { mediaPath, type MediaName } from '../../test/fixtures/media-path.ts';
import { startPlainBrowser, type PlainBrowser } from './plain-browser.ts';

/** Longer than the decoder's watchdog, the media worker's and two of the page's heartbeats. */
const ASLEEP_MS = 45_000;
const FILES: readonly MediaName[] = ['h264.mp4', 'vp9.webm', 'still.png', 'text.mp4'];

const documentSchema = z.object({ root: z.object({ nodeId: z.number() }) });
const nodeSchema = z.object({ nodeId: z.number() });
const processesSchema = z.object({ processInfo: z.array(z.object({ id: z.number() })) });
const rowsSchema = z.array(z.object({ status: z.string(), score: z.object({ mos: z.number() }).nullable(), error: z.string().nullable(), notes: z.array(z.string()) }));

type Rows = z.infer<typeof rowsSchema>;

/** Scores the files from scratch, and does something meanwhile. */
async function score(browser: PlainBrowser, tab: string, meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<Rows> {
  // Kept features would spare the decoder.
  await browser.evaluate(tab, `new Promise((done) => { const asked = indexedDB.deleteDatabase('fovea-features'); asked.onsuccess = asked.onerror = () => done(0); })`);
  const { root } = documentSchema.parse(await browser.send('DOM.getDocument', {}, tab));
  const { nodeId } = nodeSchema.parse(await browser.send('DOM.querySelector', { nodeId: root.nodeId, selector: `#${DRIVER_FILES_ID}` }, tab));
  await browser.send('DOM.setFileInputFiles', { nodeId, files: FILES.map(mediaPath) }, tab);
  const scoring = browser.evaluate(tab, `(async () => {
    await window.foveaDriver.score({ backend: 'wasm', chunkSeconds: 0.5, coverage: 'all' });
    return window.foveaDriver.results().map(({ result: { status, score, error, notes } }) => ({ status, score, error, notes }));
  })()`);
  await meanwhile();
  return rowsSchema.parse(await scoring);
}

/** Every process of the browser stands still, as in a laptop that is shut, and then goes on with the clock ahead. */
async function sleep(browser: PlainBrowser): Promise<void> {
  const { processInfo } = processesSchema.parse(await browser.send('SystemInfo.getProcessInfo'));
  const ids = processInfo.map(({ id }) => id);
  for (const id of ids) process.kill(id, 'SIGSTOP');
  try {
    await new Promise((resolve) => setTimeout(resolve, ASLEEP_MS));
  } finally {
    for (const id of ids) process.kill(id, 'SIGCONT');
  }
}

/**
 * A tab that is hidden for minutes behind another one, and a machine that sleeps in the middle of a file: the same scores, without a note.
 * @returns what went otherwise, and how often files were scored while nobody looked.
 */
export async function absence(url: string, hiddenMinutes: number): Promise<{ readonly problems: string[]; readonly hiddenRuns: number; readonly hiddenS: number; readonly asleepS: number }> {
  const browser = await startPlainBrowser(BROWSER_ARGS);
  const problems: string[] = [];
  try {
    const tab = await browser.openTab(`${url}?driver=1`);
    while ((await browser.evaluate(tab, `document.querySelector('#${DRIVER_FILES_ID}') !== null && window.foveaDriver !== undefined`)) !== true) await new Promise((resolve) => setTimeout(resolve, 100));
    const watched = JSON.stringify(await score(browser, tab));
    const asleep = JSON.stringify(await score(browser, tab, () => sleep(browser)));
    if (asleep !== watched) problems.push(`After a sleep: ${asleep} instead of ${watched}.`);
    await browser.openTab('about:blank');
    const began = Date.now();
    let hiddenRuns = 0;
    do {
      const visibility = await browser.evaluate(tab, 'document.visibilityState');
      const hidden = JSON.stringify(await score(browser, tab));
      if (visibility !== 'hidden' || hidden !== watched) problems.push(`In a ${String(visibility)} tab: ${hidden} instead of ${watched}.`);
      hiddenRuns += 1;
    } while (Date.now() < began + hiddenMinutes * 60_000);
    return { problems, hiddenRuns, hiddenS: (Date.now() - began) / 1000, asleepS: ASLEEP_MS / 1000 };
  } finally {
    await browser.close();
  }
}
