import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import type { BackendName, ScoringSettings } from '../../workers/scoring-types.ts';
import type { FaultRequest } from '../../workers/fault-injection.ts';
import { DRIVER_FILES_ID } from '../../src/driver-types.ts';
import type { DriverResult } from '../../src/driver-types.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import type { MediaName } from '../fixtures/media-path.ts';
import { addAxe, violations } from './axe.ts';
import { allDone, builtPage, pick, ready, row } from './open-page.ts';

const built = builtPage();

const WASM: ScoringSettings = { backend: 'wasm', chunkSeconds: 0.5, coverage: 'all' };

async function askFor(page: Page, ...requests: readonly FaultRequest[]): Promise<void> {
  await page.evaluate(async (wanted) => {
    const channel = new BroadcastChannel('fovea-faults');
    for (const request of wanted) channel.postMessage(request);
    // Closing at once would lose them.
    await new Promise((resolve) => void setTimeout(resolve, 200));
    channel.close();
  }, requests);
}

async function prepare(page: Page, backend: BackendName): Promise<void> {
  await page.evaluate((wanted) => window.foveaDriver?.prepare(wanted), backend);
}

async function score(page: Page, names: readonly MediaName[], settings: ScoringSettings = WASM): Promise<readonly DriverResult['result'][]> {
  await page.locator(`#${DRIVER_FILES_ID}`).setInputFiles(names.map(mediaPath));
  return page.evaluate(async (chosen) => {
    await window.foveaDriver?.score(chosen);
    return (window.foveaDriver?.results() ?? []).map(({ result }) => result);
  }, settings);
}

/** Scores of an undisturbed run, to compare with. */
async function undisturbed(name: MediaName): Promise<DriverResult['result'] | undefined> {
  const { page } = await built.open('?driver=1');
  const [result] = await score(page, [name]);
  await page.context().close();
  return result;
}

test('a worker that dies in the middle of a file is replaced, and the new one goes on at the same chunk', async () => {
  const whole = await undisturbed('h264.mp4');
  expect(whole?.chunks).toHaveLength(6);
  const { page } = await built.open('?driver=1');
  const steps: number[] = [];
  await page.exposeFunction('foveaProgress', (event: { kind: string; index: number; done?: number }) => {
    if (event.kind === 'progress' && event.index === 0) steps.push(event.done ?? -1);
  });
  await prepare(page, 'wasm');
  await askFor(page, { fault: 'worker-crash', atChunk: 2 });
  const [result, next] = await score(page, ['h264.mp4', 'tiny.mp4']);
  // The first chunks' features were not lost with their worker either: the file can take part in training.
  expect(whole?.featureKey).not.toBeNull();
  expect(result).toMatchObject({ status: 'ok', score: whole?.score, chunks: whole?.chunks, featureKey: whole?.featureKey });
  expect(result?.notes).toEqual([expect.stringMatching(/^The scoring worker stopped at 0:0[1-3]; a new one went on from there\.$/)]);
  // Nothing is done twice: progress never goes back.
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(next).toMatchObject({ status: 'ok', notes: [] });
  await page.context().close();
});

test('memory that is full moves the nets to a fresh backend, a silent decoder gives way to software', async () => {
  const whole = await undisturbed('h264.mp4');
  const { page } = await built.open('?driver=1');
  await prepare(page, 'wasm');
  await askFor(page, { fault: 'out-of-memory', atChunk: 1 }, { fault: 'decoder-stall', atChunk: 3 });
  const [result] = await score(page, ['h264.mp4']);
  expect(result).toMatchObject({ status: 'ok', backend: 'wasm', score: whole?.score, chunks: whole?.chunks });
  expect(result?.notes).toEqual([
    'The decoder failed or stopped answering; the video was decoded in software from there on.',
    'The nets were started anew at 0:00: the memory was full.',
  ]);
  expect(await page.evaluate(() => window.foveaDriver?.counts())).toMatchObject({ openFrames: 0, openMedia: 0 });
  await page.context().close();
});

test('a graphics device that is lost hands its chunk to WebAssembly, and the page says so', async () => {
  const whole = await undisturbed('tiny.mp4');
  const { page } = await built.open('?driver=1');
  await prepare(page, 'webgpu');
  await askFor(page, { fault: 'device-lost', atChunk: 0 });
  const [result] = await score(page, ['tiny.mp4'], { ...WASM, backend: 'webgpu' });
  expect(result).toMatchObject({ status: 'ok', backend: 'wasm', chunks: whole?.chunks, score: whole?.score });
  expect(result?.notes).toEqual([expect.stringMatching(/^The nets were moved from WebGPU to WebAssembly at 0:00: the graphics device was lost\.$/)]);
  await page.context().close();
});

test('a graphics process that crashes does the same', async () => {
  const { page } = await built.open('?driver=1');
  await prepare(page, 'webgpu');
  const devtools = await page.context().browser()?.newBrowserCDPSession();
  const scoring = score(page, ['tiny.mp4'], { ...WASM, backend: 'webgpu' });
  await devtools?.send('Browser.crashGpuProcess').catch(() => undefined);
  const [result] = await scoring;
  expect(result).toMatchObject({ status: 'ok', backend: 'wasm' });
  expect(result?.notes.join(' ')).toContain('moved from WebGPU to WebAssembly');
  await page.context().close();
});

test('storage that is full, and then taken away, costs no score', async () => {
  const { page, origin } = await built.open('?driver=1');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const [full] = await score(page, ['tiny.mp4']);
  expect(full).toMatchObject({ status: 'ok', notes: [expect.stringContaining('storage is full')] });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  const [kept] = await score(page, ['tiny.mp4']);
  expect(kept?.featureKey).toMatch(/^[0-9a-f]{64}:/);
  expect(kept?.notes).toEqual([]);
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  const [anew] = await score(page, ['tiny.mp4']);
  expect(anew).toMatchObject({ status: 'ok', score: full?.score, featureKey: kept?.featureKey });
  await page.context().close();
});

test('a tab that is hidden and frozen, as by a laptop that sleeps, goes on where it was', async () => {
  const whole = await undisturbed('h264.mp4');
  const { page } = await built.open('?driver=1');
  await prepare(page, 'wasm');
  const devtools = await page.context().newCDPSession(page);
  const scoring = score(page, ['h264.mp4']);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  const [result] = await scoring;
  expect(result).toMatchObject({ status: 'ok', score: whole?.score, notes: [] });
  await page.context().close();
});

test('the page shows the note beside the score', async () => {
  const { page } = await built.open();
  await ready(page);
  await askFor(page, { fault: 'worker-crash', atChunk: 0 });
  await pick(page, 'h264.mp4');
  await allDone(page, 1);
  expect(await row(page, 'h264.mp4').locator('.files__status').textContent()).toBe(messages.files.ok);
  await page.getByText(/^The scoring worker stopped at 0:0\d; a new one went on from there\.$/).waitFor();
  await addAxe(page);
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});
