import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { allDone, builtPage, drop, pick, ready, row, saved } from './open-page.ts';

const built = builtPage();

function table(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
}

test('a dropped video gets a score with its word and interval, and nothing leaves the machine', async () => {
  const { page, origin, requests } = await built.open();
  await ready(page);
  const before = requests.length;
  await drop(page, [mediaPath('h264.mp4')]);
  const verdict = page.locator('.verdict');
  await verdict.waitFor();
  expect(await verdict.locator('.verdict__mos').textContent()).toMatch(/^[1-5]\.\d$/);
  expect(['bad', 'poor', 'fair', 'good', 'excellent']).toContain(await verdict.locator('.verdict__word').textContent());
  expect(await verdict.locator('.verdict__interval').textContent()).toMatch(/^90% interval [1-5]\.\d–[1-5]\.\d$/);
  await page.getByRole('status').filter({ hasText: /^h264\.mp4: / }).waitFor({ state: 'attached' });
  expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith(`blob:${origin}`) && !url.startsWith('data:'))).toEqual([]);
  expect(requests.slice(before).filter((url) => url.startsWith('http'))).toEqual([]);
  await page.context().close();
});

test('several files: bad ones say why, the others go on, and the exports hold them all', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'fovea-'));
  const folder = join(scratch, 'clips');
  await mkdir(folder);
  const { page } = await built.open();
  await drop(page, [mediaPath('h264.mp4'), folder, mediaPath('text.mp4'), mediaPath('empty.mp4'), mediaPath('audio-only.m4a'), mediaPath('truncated.mp4'), mediaPath('vp9.webm')]);
  await allDone(page, 7);
  await rm(scratch, { recursive: true });

  expect(await row(page, 'clips').textContent()).toContain(messages.errors.folder);
  const sentences = await Promise.all(['clips', 'text.mp4', 'empty.mp4', 'audio-only.m4a'].map((name) => row(page, name).locator('.files__error').textContent()));
  expect(new Set(sentences).size).toBe(4);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  for (const name of ['h264.mp4', 'vp9.webm']) expect(await row(page, name).locator('.files__status').textContent()).toBe(messages.files.ok);

  const scores = await saved(page, 'scores.csv');
  expect(scores.split('\n')[0]).toBe('file,status,mos,mos_low,mos_high,duration_s,width,height,fps,codec,chunks,model,backend,error');
  const rows = table(scores);
  expect(rows.map(({ file }) => file)).toEqual(['h264.mp4', 'clips', 'text.mp4', 'empty.mp4', 'audio-only.m4a', 'truncated.mp4', 'vp9.webm']);
  expect(rows[0]).toMatchObject({ status: 'ok', duration_s: '3.000', width: '320', height: '180', fps: '25.000', codec: 'avc', chunks: '3', backend: 'wasm', error: '' });
  expect(rows[0]?.['mos']).toMatch(/^[1-5]\.\d{4}$/);
  expect(rows[2]).toMatchObject({ status: 'failed', mos: '', error: sentences[1] });

  const chunks = table(await saved(page, 'chunks.csv'));
  expect(Object.keys(chunks[0] ?? {}).slice(0, 7)).toEqual(['file', 'chunk', 'start_s', 'end_s', 'mos', 'mos_low', 'mos_high']);
  expect(chunks.filter(({ file }) => file === 'h264.mp4').map(({ start_s, end_s }) => [start_s, end_s])).toEqual([
    ['0.000', '1.000'], ['1.000', '2.000'], ['2.000', '3.000'],
  ]);
  // What was scored before the end of a cut file is kept.
  expect(chunks.some(({ file }) => file === 'truncated.mp4')).toBe(true);
  const json = JSON.parse(await saved(page, 'scores.json')) as { files: unknown[] };
  expect(json.files).toHaveLength(7);
  await page.context().close();
});

test('progress never falls, and a cancelled file lets the next one go on', async () => {
  const { page } = await built.open();
  await ready(page);
  // Half-second chunks give the most steps.
  await page.getByRole('button', { name: messages.header.settings }).click();
  await page.getByLabel('0.5 s').check({ force: true });
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seenProgress: seen });
    new MutationObserver(() => {
      const bar = document.querySelector('.progress [role="progressbar"]');
      if (bar !== null) seen.push(Number(bar.getAttribute('aria-valuenow')));
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-valuenow'] });
  });
  await pick(page, 'truncated.mp4', 'h264.mp4');
  await page.locator('.curve__chart').waitFor();
  await page.locator('.progress').getByRole('button', { name: 'Cancel' }).click();
  await row(page, 'truncated.mp4').locator('.files__status').getByText(messages.files.cancelled).waitFor();
  await row(page, 'h264.mp4').locator('.files__status').getByText(messages.files.ok).waitFor();
  const seen = await page.evaluate(() => (window as unknown as { seenProgress: number[] }).seenProgress);
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));

  await row(page, 'truncated.mp4').getByRole('button', { name: /again/ }).click();
  await row(page, 'truncated.mp4').locator('.files__status').getByText(messages.files.partly).waitFor();
  await page.context().close();
});

test.each(['scoring-worker', 'media-worker'])('a %s that dies costs no file', async (name) => {
  const { page } = await built.open();
  await ready(page);
  // It dies of the first thing that it is asked to do for the file.
  await page.workers().find((worker) => worker.url().includes(name))?.evaluate(() => {
    addEventListener('message', () => {
      throw new Error('Out of memory');
    }, { once: true });
  });
  await pick(page, 'truncated.mp4', 'h264.mp4');
  await allDone(page, 2);
  expect(await row(page, 'truncated.mp4').locator('.files__status').textContent()).toBe(messages.files.partly);
  expect(await row(page, 'h264.mp4').locator('.files__status').textContent()).toBe(messages.files.ok);
  await page.context().close();
});

test('a still picture is shown and scored as one chunk', async () => {
  const { page } = await built.open();
  await pick(page, 'still.png');
  await page.locator('.verdict').waitFor();
  expect(await page.locator('img.player__media').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
  await page.getByText(messages.curve.still).waitFor();
  expect(table(await saved(page, 'scores.csv'))[0]).toMatchObject({ status: 'ok', duration_s: '0.000', chunks: '1', codec: 'png' });
  await page.context().close();
});
