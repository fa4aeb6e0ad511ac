import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import type { MediaName } from '../fixtures/media-path.ts';
import { addAxe, violations } from './axe.ts';
import { allDone, builtPage, drop, pick, ready, row, saved } from './open-page.ts';

const built = builtPage();
let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'fovea-'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true });
});

/** Short clips, so that scoring and playing them takes little. */
const CLIPS: readonly MediaName[] = ['tiny.mp4', 'short.mp4', 'portrait.mp4', 'bt601.mp4', 'bt709.mp4', 'full-range.mp4', 'unspecified-sd.mp4', 'rotated-90.mp4', 'rotated-180.mp4'];

async function openTeach(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: new RegExp(`^${messages.header.teach}`) }).click();
  return page.getByRole('dialog', { name: messages.teach.heading });
}

async function openModels(page: Page): Promise<Locator> {
  await page.locator('.engine-chip').click();
  return page.getByRole('dialog', { name: messages.model.heading });
}

/** What the page asks of WebGPU is answered as on a machine with a graphics card; the workers know better. */
async function asOnGraphicsCard(page: Page): Promise<void> {
  await page.evaluate(() => {
    const info = { vendor: 'nvidia', architecture: 'ampere', description: '', isFallbackAdapter: false };
    Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: () => Promise.resolve({ info }) } });
  });
}

async function csvFile(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(scratch, name);
  await writeFile(path, ['file,mos', ...lines].join('\n'));
  return path;
}

async function scoreOf(page: Page, name: string): Promise<number> {
  return Number(await row(page, name).locator('.files__number').textContent());
}

test('three clips are rated by keys, and their labels are there after a reload', async () => {
  const names: readonly MediaName[] = ['tiny.mp4', 'short.mp4', 'portrait.mp4'];
  const { page } = await built.open();
  await pick(page, ...names);
  await allDone(page, 3);
  const teach = await openTeach(page);
  await teach.getByLabel(messages.labels.rater).fill('Ada');
  await teach.getByRole('button', { name: messages.labels.start(3) }).click();
  const rating = page.getByRole('dialog', { name: messages.rating.heading });
  await page.keyboard.press('Enter');
  // Rating opens when the clip has ended.
  const early = await page.evaluate(() => document.querySelector<HTMLVideoElement>('.rating video')?.ended === false && document.querySelector('.rating__step:enabled') !== null);
  expect(early).toBe(false);

  const rate = async (step: number, done: string): Promise<void> => {
    await rating.locator('.rating__step:enabled').first().waitFor();
    await page.keyboard.press(String(step));
    await rating.getByText(done).waitFor();
  };
  await rate(5, messages.rating.place(1, 3));
  await page.keyboard.press('u');
  await rating.getByText(messages.rating.place(0, 3)).waitFor();
  await rate(2, messages.rating.place(1, 3));
  await page.keyboard.press('s');
  await rating.getByText(messages.rating.place(2, 3)).waitFor();
  await page.keyboard.press('u');
  await rating.getByText(messages.rating.place(1, 3)).waitFor();
  await addAxe(page);
  expect(await violations(page, 'dialog.rating')).toEqual([]);
  await rate(3, messages.rating.place(2, 3));

  // Closed in the middle, right after a key: the rest waits.
  await page.reload();
  await pick(page, ...names);
  await allDone(page, 3);
  await openTeach(page);
  await teach.getByText(messages.labels.source('Ada', 2)).waitFor();
  await teach.getByRole('button', { name: messages.labels.goOn(1) }).click();
  await page.keyboard.press('Enter');
  await rate(4, messages.rating.doneText(3));
  await addAxe(page);
  expect(await violations(page, 'dialog.rating')).toEqual([]);
  await page.keyboard.press('Enter');
  await page.reload();
  await openTeach(page);
  await teach.getByText(messages.labels.source('Ada', 3)).waitFor();
  const csv = await download(page, teach.getByRole('button', { name: messages.labels.save }));
  const rows = csv.toString('utf8').trim().split('\n');
  expect(rows[0]).toBe('file,mos,sd,count');
  expect(rows.slice(1).map((line) => line.split(',')[0]).sort()).toEqual([...names].sort());
  expect(rows.slice(1).map((line) => line.split(',')[1]).sort()).toEqual(['2.0000', '3.0000', '4.0000']);
  await page.context().close();
});

test('a CSV on another scale is asked about, and what cannot be used is listed', async () => {
  const { page } = await built.open();
  await pick(page, 'tiny.mp4', 'portrait.mp4');
  await allDone(page, 2);
  // Dropped like any other file; the panel opens by itself.
  await drop(page, [await csvFile('taste.csv', 'clips/TINY.mp4,4', 'nowhere.mp4,3', 'portrait.mp4,7')]);
  const teach = page.getByRole('dialog', { name: messages.teach.heading });
  await teach.getByText(messages.labels.range('taste.csv', '0', '10')).waitFor();
  await teach.getByLabel(messages.labels.low).fill('1');
  await teach.getByLabel(messages.labels.high).fill('5');
  await teach.getByRole('button', { name: messages.labels.useRange }).click();
  await teach.getByText(messages.labels.imported('taste.csv', 2, 1)).waitFor();
  const summary = await teach.locator('.teach__summary').textContent();
  expect(summary).toContain('nowhere.mp4');
  expect(summary).toContain('Row 4 (portrait.mp4): 7 is outside 1–5.');

  await page.locator('.csv-input').setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer: Buffer.from('clip,score\na,3') });
  await teach.getByRole('alert').getByText(/columns file and mos/).waitFor();
  const exported = (await download(page, teach.getByRole('button', { name: messages.labels.save }))).toString('utf8');
  expect(exported).toBe('file,mos,sd,count\nnowhere.mp4,3.0000,0.0000,1\ntiny.mp4,4.0000,0.0000,1\n');
  await page.context().close();
});

async function download(page: Page, button: Locator): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await file.path());
}

test('a model is trained, survives a reload, changes the scores, and goes out and in as a file', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, ...CLIPS);
  await allDone(page, CLIPS.length);
  const before = new Map<string, number>();
  for (const name of CLIPS) before.set(name, await scoreOf(page, name));
  // A taste that lies beside the shipped model's by the same distance everywhere, so that tuning must help.
  const mean = [...before.values()].reduce((a, b) => a + b, 0) / before.size;
  const shift = mean < 3 ? 0.9 : -0.9;
  const labels = [...before].map(([name, score]) => `${name},${Math.min(5, Math.max(1, score + shift)).toFixed(2)}`);
  const teach = await openTeach(page);
  await page.locator('.csv-input').setInputFiles(await csvFile('labels.csv', ...labels));
  await teach.getByText(messages.training.fewer(CLIPS.length)).waitFor();
  // The browser of the tests has a program for a graphics card.
  expect(await teach.getByLabel(messages.training.deep).count()).toBe(0);
  await teach.getByLabel(messages.training.name).fill('Night shots');
  await teach.getByRole('button', { name: messages.training.start(CLIPS.length) }).click();
  await teach.getByText(messages.report.verdicts.likely).waitFor({ timeout: 120_000 });
  for (const figure of ['SRCC', 'KRCC', 'PLCC', 'RMSE']) expect(await teach.locator('.report__figures tr').filter({ hasText: figure }).count()).toBe(1);

  // Closed before a decision: nothing is lost.
  await page.reload();
  const models = await openModels(page);
  await models.getByText(messages.library.undecided).waitFor();
  await models.getByRole('button', { name: messages.library.keepModel('Night shots') }).click();
  await page.keyboard.press('Escape');
  await pick(page, 'tiny.mp4', 'portrait.mp4');
  await allDone(page, 2);
  expect(await scoreOf(page, 'tiny.mp4')).toBe(before.get('tiny.mp4'));
  await openModels(page);
  await models.getByRole('button', { name: messages.library.useModel('Night shots') }).click();
  await models.getByRole('button', { name: messages.library.useModel(messages.library.shipped) }).waitFor();
  await models.getByRole('button', { name: messages.library.compareModel('Night shots') }).click();
  await models.locator('.comparison__table tbody tr').nth(1).waitFor();
  const cells = await models.locator('.comparison__table tbody tr').first().locator('td').allTextContents();
  await addAxe(page);
  expect(await violations(page, 'dialog[open]')).toEqual([]);
  expect(Number(cells[0])).toBe(before.get('tiny.mp4'));
  expect(Number(cells[2]?.replace('−', '-'))).toBeCloseTo(Number(cells[1]) - Number(cells[0]), 1);
  await page.keyboard.press('Escape');
  await allDone(page, 2);
  const after = await scoreOf(page, 'tiny.mp4');
  expect(after).toBe(Number(cells[1]));
  expect(Math.sign(after - (before.get('tiny.mp4') ?? NaN))).toBe(Math.sign(shift));
  expect(await saved(page, 'scores.csv')).toContain('Night shots 1');

  await openModels(page);
  const file = await download(page, models.getByRole('button', { name: messages.library.exportModel('Night shots') }));
  await models.getByRole('button', { name: messages.library.removeModel('Night shots') }).click();
  await models.getByRole('button', { name: messages.library.remove, exact: true }).click();
  await models.getByText('Night shots').first().waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await allDone(page, 2);
  expect(await scoreOf(page, 'tiny.mp4')).toBe(before.get('tiny.mp4'));

  await openModels(page);
  const damaged = Buffer.from(file);
  damaged.fill(1, damaged.length - 1000);
  for (const buffer of [damaged, Buffer.from('This is a shopping list.')]) {
    await page.locator('.model-input').setInputFiles({ name: 'bad.fovea', mimeType: 'application/octet-stream', buffer });
    const sentence = await models.getByRole('alert').textContent();
    expect(sentence).toMatch(/^The model was not taken: .+\.$/);
    await models.locator('.library__model').first().getByText(messages.library.inUse).waitFor();
  }
  await page.locator('.model-input').setInputFiles({ name: 'night.fovea', mimeType: 'application/octet-stream', buffer: file });
  await models.getByRole('button', { name: messages.library.useModel(messages.library.shipped) }).waitFor();
  await page.keyboard.press('Escape');
  await allDone(page, 2);
  expect(await scoreOf(page, 'tiny.mp4')).toBe(after);

  await openModels(page);
  await models.getByRole('button', { name: messages.library.renameModel('Night shots') }).click();
  await models.getByLabel(messages.library.newName).fill('Dark/rooms');
  await models.getByText(messages.library.badName).waitFor();
  await models.getByLabel(messages.library.newName).fill('Dark rooms');
  await models.getByRole('button', { name: messages.library.renameYes }).click();
  await models.getByRole('button', { name: messages.library.exportModel('Dark rooms') }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.engine-chip--ready').getByText('Dark rooms 1').waitFor();
  await allDone(page, 2);
  expect(await scoreOf(page, 'tiny.mp4')).toBe(after);
  expect(await saved(page, 'scores.csv')).toContain('Dark rooms 1');

  // The model in use is in use on the next visit, too.
  await page.reload();
  await page.locator('.engine-chip--ready').getByText('Dark rooms 1').waitFor();
  await page.context().close();
});

test('a training can be paused and cancelled, and closing the page in its middle loses no label', async () => {
  // Fifteen labels are needed for the head itself to be trained, and so for curves.
  const clips: readonly MediaName[] = [...CLIPS, 'rotated-270.mp4', 'unspecified-hd.mp4', 'h264-422.mp4', 'h264-444.mp4', 'odd-size.mp4', 'odd-size.webm'];
  const { page } = await built.open();
  await pick(page, ...clips);
  await allDone(page, clips.length);
  await asOnGraphicsCard(page);
  const teach = await openTeach(page);
  await page.locator('.csv-input').setInputFiles(await csvFile('many.csv', ...clips.map((name, i) => `${name},${1 + (i % 5)}`)));
  const start = teach.getByRole('button', { name: messages.training.start(clips.length) });
  await teach.getByLabel(messages.training.deep).waitFor();
  const pausedTraining = async (): Promise<void> => {
    await start.click();
    await teach.locator('.teach__charts canvas').nth(1).waitFor();
    await teach.getByRole('button', { name: messages.training.pause }).click();
    await teach.getByText(messages.training.paused).waitFor();
  };
  // A training of so few clips ends in seconds: it is resumed only where it may end.
  await pausedTraining();
  await addAxe(page);
  expect(await violations(page, 'dialog[open]')).toEqual([]);
  // Pausing is heard between steps: after the last one there is nothing to resume.
  await teach.getByRole('button', { name: messages.training.resume, exact: true }).click({ timeout: 3000 }).catch(() => undefined);
  await teach.locator('.report__figures').waitFor();
  expect(await violations(page, 'dialog[open]')).toEqual([]);
  await teach.getByRole('button', { name: new RegExp(`^(${messages.report.keep}|${messages.report.keepAnyway})$`) }).click();
  await teach.getByRole('button', { name: messages.training.again }).click();
  await pausedTraining();
  await teach.getByRole('button', { name: messages.training.cancel }).click();
  await pausedTraining();
  await page.reload();
  await openTeach(page);
  await teach.getByText(messages.labels.source('many.csv', clips.length)).waitFor();
  await teach.getByText(messages.training.interrupted(clips.length)).waitFor();
  await page.keyboard.press('Escape');
  // Nor the model of an earlier training; the one that was not finished leaves nothing behind.
  const models = await openModels(page);
  await models.getByRole('button', { name: messages.library.exportModel(messages.training.nameDefault) }).waitFor();
  expect(await models.locator('.library__model').count()).toBe(2);
  expect(await models.getByText(messages.library.undecided).count()).toBe(0);
  await page.keyboard.press('Escape');
  // It is said once.
  await page.reload();
  await openTeach(page);
  await teach.getByText(messages.labels.source('many.csv', clips.length)).waitFor();
  expect(await teach.getByText(messages.training.interrupted(clips.length)).count()).toBe(0);
  await page.context().close();
});
