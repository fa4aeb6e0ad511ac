import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import type { MediaName } from '../fixtures/media-path.ts';
import { allDone, builtPage, pick, ready, row } from './open-page.ts';

const built = builtPage();

const CLIPS: readonly MediaName[] = ['tiny.mp4', 'short.mp4', 'bt601.mp4'];

async function openTeach(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: new RegExp(`^${messages.header.teach}`) }).click();
  return page.getByRole('dialog', { name: messages.teach.heading });
}

async function openModels(page: Page): Promise<Locator> {
  await page.locator('.engine-chip').click();
  return page.getByRole('dialog', { name: messages.model.heading });
}

async function download(page: Page, button: Locator): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await file.path());
}

test('with full storage clips are rated, imported, trained on, and the model is used; there being room, all of it is stored', async () => {
  const { page, origin } = await built.open();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await ready(page);
  await pick(page, ...CLIPS);
  await allDone(page, CLIPS.length);
  const before = await row(page, 'tiny.mp4').locator('.files__number').textContent();

  const labelsUnkept = messages.labels.notKept(messages.storage.full);
  const teach = await openTeach(page);
  await teach.getByRole('button', { name: messages.labels.start(CLIPS.length) }).click();
  const rating = page.getByRole('dialog', { name: messages.rating.heading });
  await page.keyboard.press('Enter');
  await rating.locator('.rating__step:enabled').first().waitFor();
  await page.keyboard.press('2');
  await rating.getByText(messages.rating.place(1, CLIPS.length)).waitFor();
  await rating.getByRole('alert').filter({ hasText: labelsUnkept }).waitFor();
  await rating.getByRole('button', { name: messages.rating.close }).click();
  await page.locator('.csv-input').setInputFiles({ name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from(['file,mos', ...CLIPS.map((name) => `${name},2`)].join('\n')) });
  await teach.getByText(messages.labels.imported('l.csv', 3, 3)).waitFor();
  await teach.getByRole('alert').filter({ hasText: labelsUnkept }).waitFor();
  const csv = (await download(page, teach.getByRole('button', { name: messages.labels.save }))).toString('utf8');
  expect(csv.trim().split('\n').slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual(['bt601.mp4,2.0000', 'short.mp4,2.0000', 'tiny.mp4,2.0000']);

  // The browser asks before it closes a page that holds the only copy.
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();

  // No features were kept: the clips are decoded once more.
  await teach.getByRole('button', { name: messages.training.start(CLIPS.length) }).click();
  await teach.getByText(messages.report.verdicts.unknown).waitFor({ timeout: 120_000 });
  const modelUnkept = messages.library.notKept(messages.storage.full);
  await teach.getByRole('alert').filter({ hasText: modelUnkept }).waitFor();
  await teach.getByRole('button', { name: messages.report.keepAndUse }).click();
  await page.keyboard.press('Escape');
  await page.locator('.engine-chip--ready').getByText(`${messages.training.nameDefault} 1`).waitFor();
  await allDone(page, CLIPS.length);
  const after = await row(page, 'tiny.mp4').locator('.files__number').textContent();
  expect(Math.abs(Number(after) - 2)).toBeLessThan(Math.abs(Number(before) - 2));
  const models = await openModels(page);
  await models.getByRole('alert').filter({ hasText: modelUnkept }).waitFor();
  const file = await download(page, models.getByRole('button', { name: messages.library.exportModel(messages.training.nameDefault) }));
  expect(file.subarray(0, 5).toString()).toBe('FOVEA');

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await models.getByRole('alert').filter({ hasText: modelUnkept }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await openTeach(page);
  await teach.getByRole('alert').filter({ hasText: labelsUnkept }).waitFor({ state: 'detached' });
  await page.reload();
  await page.locator('.engine-chip--ready').getByText(`${messages.training.nameDefault} 1`).waitFor();
  await openTeach(page);
  await teach.getByText(messages.labels.source('l.csv', 3)).waitFor();
  await teach.getByText(messages.labels.source(messages.labels.raterDefault, 1)).waitFor();
  await page.keyboard.press('Escape');
  await openModels(page);
  const again = await download(page, models.getByRole('button', { name: messages.library.exportModel(messages.training.nameDefault) }));
  expect(again.equals(file)).toBe(true);
  await page.context().close();
});
