import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { BUILD_DIRECTORY, serve } from '../../cli/serve.ts';
import { messages } from '../../src/messages.ts';
import { CLIP_MODEL } from '../../workers/clip/clip-plan.ts';
import { clipFolder } from '../fixtures/media-path.ts';
import { addAxe, violations } from './axe.ts';
import { allDone, builtPage, pick, ready, row, saved } from './open-page.ts';

const built = builtPage();
const { panel } = messages.clip;
const HUB = `https://huggingface.co/${CLIP_MODEL}/resolve/main/`;

function table(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
}

/** Answers for the hub with the tiny CLIP's files; the page asks for the true addresses. */
async function playHub(page: Page, answer: 'files' | 'unreachable' | 'busy' | 'empty' | 'login page' | 'damaged'): Promise<string[]> {
  const asked: string[] = [];
  await page.context().route('https://huggingface.co/**', async (route) => {
    const url = route.request().url();
    asked.push(url);
    if (answer === 'unreachable') return route.abort('internetdisconnected');
    const headers = { 'access-control-allow-origin': '*' };
    if (answer === 'busy') return route.fulfill({ status: 503, headers, body: 'busy' });
    if (answer === 'empty') return route.fulfill({ status: 404, headers, contentType: 'text/html', body: '<h1>Not found</h1>' });
    if (answer === 'login page') return route.fulfill({ status: 200, headers, contentType: 'text/html; charset=utf-8', body: '<h1>Welcome to the hotel</h1>' });
    const body = await readFile(join(clipFolder('tiny-clip'), url.slice(HUB.length))).catch(() => null);
    if (answer === 'damaged' && url.endsWith('.onnx')) return route.fulfill({ status: 200, headers, body: 'half a model' });
    return body === null ? route.fulfill({ status: 404, headers }) : route.fulfill({ status: 200, headers, body });
  });
  return asked;
}

async function openClip(page: Page): Promise<Locator> {
  await page.locator('.affinities').getByRole('button', { name: /CLIP/ }).first().click();
  return page.getByRole('dialog', { name: panel.heading });
}

const foreign = (urls: readonly string[], origin: string): string[] => urls.filter((url) => url.startsWith('http') && !url.startsWith(origin));

test('with CLIP off not a byte of it is loaded, and the first load is small', async () => {
  const { page, origin, requests } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4');
  await allDone(page, 1);
  await page.locator('.affinities').getByText(messages.clip.teaser).waitFor();
  expect(requests.filter((url) => /clip-|ort-|onnx|transformers|huggingface/.test(url))).toEqual([]);
  const own = [...new Set(requests.filter((url) => url.startsWith(origin) && !url.endsWith('.fovea')))];
  let bytes = 0;
  for (const url of own) {
    const path = new URL(url).pathname;
    bytes += gzipSync(await readFile(join(BUILD_DIRECTORY, path === '/' ? 'index.html' : path))).length;
  }
  expect(own.length).toBeGreaterThan(4);
  expect(bytes).toBeLessThan(1_500_000);
  await page.context().close();
});

test('CLIP is loaded from the hub after consent, answers in words, and works offline afterwards', async () => {
  const { page, origin, requests } = await built.open();
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) refused.push(message.text());
  });
  const asked = await playHub(page, 'files');
  await ready(page);
  await pick(page, 'h264.mp4');
  await allDone(page, 1);
  const dialog = await openClip(page);
  const consent = await dialog.getByText('huggingface.co, and 27 MB').textContent();
  expect(consent).toContain(CLIP_MODEL);
  expect(consent).toContain('about 156 MB');
  // A pair of the user's own, whose words the tiny CLIP knows.
  await dialog.getByRole('button', { name: panel.add }).click();
  await dialog.locator('.prompt-editor tr').last().locator('input').nth(0).fill('Daylight');
  await dialog.locator('.prompt-editor tr').last().locator('input').nth(1).fill('a bright video');
  await dialog.locator('.prompt-editor tr').last().locator('input').nth(2).fill('a dark video');
  await dialog.getByRole('button', { name: panel.save }).click();
  expect(asked).toEqual([]);
  expect(foreign(requests, origin)).toEqual([]);

  await dialog.getByRole('button', { name: panel.hub }).click();
  await dialog.getByText(`CLIP is on: ${CLIP_MODEL}/q8 on WebAssembly.`).waitFor();
  await addAxe(page);
  expect(await violations(page, 'dialog[open]')).toEqual([]);
  expect(asked.every((url) => url.startsWith(HUB))).toBe(true);
  expect(foreign(requests, origin).every((url) => url.startsWith(HUB))).toBe(true);
  await dialog.getByRole('button', { name: panel.againAll(1) }).click();
  await page.keyboard.press('Escape');
  const daylight = page.locator('.affinities__row').filter({ hasText: 'Daylight' });
  await daylight.waitFor();
  expect(Number(await daylight.locator('.affinities__value').textContent())).toBeGreaterThanOrEqual(0);
  expect(await page.locator('.affinities__row').count()).toBe(17);
  await page.getByText(messages.clip.marked).waitFor();
  expect(await violations(page)).toEqual([]);

  const chunks = table(await saved(page, 'chunks.csv'));
  expect(Object.keys(chunks[0] ?? {}).filter((name) => name.startsWith('clip_'))).toHaveLength(17);
  for (const each of chunks) expect(each['clip_daylight']).toMatch(/^[01]\.\d{4}$/);
  const means = table(await saved(page, 'scores.csv'));
  const mean = chunks.reduce((sum, each) => sum + Number(each['clip_daylight']), 0) / chunks.length;
  expect(Number(means[0]?.['clip_daylight'])).toBeCloseTo(mean, 3);
  const json = JSON.parse(await saved(page, 'scores.json')) as { files: { clip: { model: string; pairs: { column: string; positive: string }[] } }[] };
  expect(json.files[0]?.clip.model).toBe(`${CLIP_MODEL}/q8`);
  expect(json.files[0]?.clip.pairs.at(-1)).toMatchObject({ column: 'clip_daylight', positive: 'a bright video' });

  // Next visit, with no hub to be had: everything is kept, the pair too, and the answers are the same.
  await page.context().unroute('https://huggingface.co/**');
  const later = await playHub(page, 'unreachable');
  await page.reload();
  // The session's project has kept what CLIP saw of the file, which itself is not here.
  await page.locator('.last-session').getByRole('button').click();
  await daylight.waitFor();
  expect(table(await saved(page, 'chunks.csv')).map((each) => each['clip_daylight'])).toEqual(chunks.map((each) => each['clip_daylight']));
  expect(later).toEqual([]);

  // Turned off, nothing is left in the exports; deleted, it asks again.
  await (await openClip(page)).getByRole('button', { name: panel.forget }).click();
  await dialog.getByRole('button', { name: panel.hub }).waitFor();
  await page.keyboard.press('Escape');
  expect(await saved(page, 'chunks.csv')).not.toContain('clip_');
  expect(refused).toEqual([]);
  await page.context().close();
});

test('a hub that cannot be reached or answers nonsense and a folder with wrong files are one sentence each, and scoring goes on', async () => {
  const { page } = await built.open();
  await playHub(page, 'unreachable');
  await ready(page);
  await pick(page, 'h264.mp4');
  await allDone(page, 1);
  const dialog = await openClip(page);
  const failure = dialog.locator('.clip-panel').getByRole('alert');
  await dialog.getByRole('button', { name: panel.hub }).click();
  await failure.getByText(panel.failed('The model hub huggingface.co cannot be reached. Try again later, or choose a folder that holds the files.')).waitFor();
  for (const [answer, sentence] of [
    ['busy', /^The model hub does not give out \w+\.json: it answered 503\. Scoring goes on without CLIP\.$/],
    ['empty', /^The model hub does not give out \w+\.json: it answered 404\. Scoring goes on without CLIP\.$/],
    ['login page', /^Something answers in the place of huggingface\.co: instead of \w+\.json came a web page\. Scoring goes on without CLIP\.$/],
    ['damaged', panel.failed('CLIP could not be started: its files are damaged, or not made for transformers.js.')],
  ] as const) {
    await page.context().unroute('https://huggingface.co/**');
    await playHub(page, answer);
    // Nothing of what came is offered as a CLIP that is here already.
    await dialog.getByRole('button', { name: panel.hub }).click();
    await failure.getByText(sentence).waitFor();
  }

  await page.locator('.clip-folder').setInputFiles(join(clipFolder('tiny-clip'), 'onnx'));
  await failure.getByText(/This folder does not hold a CLIP for transformers\.js: config\.json and tokenizer\.json/).waitFor();
  await page.keyboard.press('Escape');
  await pick(page, 'tiny.mp4');
  await allDone(page, 2);
  expect(await row(page, 'tiny.mp4').locator('.files__status').textContent()).toBe(messages.files.ok);
  await page.context().close();
});

test('CLIP from a folder looks at new files as they are scored; when it dies, scoring goes on without it', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'still.png');
  await allDone(page, 1);
  const dialog = await openClip(page);
  await page.locator('.clip-folder').setInputFiles(clipFolder('tiny-clip'));
  await dialog.getByText(/^CLIP is on: folder-[0-9a-f]{12}\/q8/).waitFor();
  await page.keyboard.press('Escape');
  await pick(page, 'h264.mp4');
  await allDone(page, 2);
  await page.locator('.files__pick[title="h264.mp4"]').click();
  await page.locator('.affinities__row').first().waitFor();
  const table_ = page.locator('.affinities').getByText(messages.curve.asTable);
  await table_.click();
  const rows = page.getByRole('region', { name: messages.clip.tableCaption }).locator('tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(3);

  // A training with CLIP on says whether CLIP helps; with three labels, that it cannot know.
  await page.locator('.affinities').getByRole('button', { name: messages.clip.open }).click();
  await dialog.getByRole('button', { name: panel.againAll(1) }).click();
  await page.keyboard.press('Escape');
  await pick(page, 'tiny.mp4');
  await allDone(page, 3);
  await page.getByRole('button', { name: new RegExp(`^${messages.header.teach}`) }).click();
  await page.locator('.csv-input').setInputFiles({ name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from('file,mos\nh264.mp4,1\ntiny.mp4,4\nstill.png,2') });
  const teach = page.getByRole('dialog', { name: messages.teach.heading });
  await teach.getByRole('button', { name: messages.training.start(3) }).click();
  await teach.getByText(messages.fusion.verdicts.unknown).waitFor({ timeout: 120_000 });
  expect(await teach.locator('.report__figures th[scope="col"]').allTextContents()).toEqual([messages.report.figure, messages.report.before, messages.report.after, messages.fusion.column]);
  await teach.getByText(/^folder-[0-9a-f]{12}\/q8 and 16 prompt pairs/).waitFor();
  await page.keyboard.press('Escape');

  const clip = page.workers().find((worker) => worker.url().includes('clip-worker'));
  await clip?.evaluate(() => {
    setTimeout(() => {
      throw new Error('Out of memory');
    });
  });
  await page.locator('.affinities').getByText(messages.clip.teaser).waitFor();
  await pick(page, 'vp9.webm');
  await allDone(page, 4);
  expect(await row(page, 'vp9.webm').locator('.files__status').textContent()).toBe(messages.files.ok);
  await (await openClip(page)).getByRole('alert').getByText(panel.failed(panel.stopped)).waitFor();
  await page.context().close();
});

test('once turned on, CLIP is there without any server, with the rest of the page', async () => {
  const server = await serve();
  const page = await (await built.browser().newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(server.url);
  await ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));
  await pick(page, 'still.png');
  await allDone(page, 1);
  const dialog = await openClip(page);
  await page.locator('.clip-folder').setInputFiles(clipFolder('tiny-clip'));
  await dialog.getByText(/^CLIP is on/).waitFor();
  await page.waitForFunction(async () => {
    const kept = (await (await caches.open('fovea-clip-code')).keys()).map(({ url }) => url);
    return ['clip-worker', 'clip-model', 'ort-wasm'].every((part) => kept.some((url) => url.includes(part)));
  });
  await server.close();
  await page.reload();
  await pick(page, 'h264.mp4');
  await page.locator('.affinities').getByRole('button', { name: messages.clip.open }).waitFor();
  await allDone(page, 1);
  const again = page.locator('.affinities').getByRole('button', { name: messages.clip.again });
  const first = page.locator('.affinities__row').first();
  await again.or(first).first().waitFor();
  if (await again.isVisible()) await again.click();
  await first.waitFor();
  expect(await first.locator('.affinities__value').textContent()).toMatch(/^[01]\.\d\d$/);
  await page.context().close();
});
