import { encode } from 'fast-png';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { seededRandom } from '../../models/metrics/random.ts';
import { readModelFile } from '../../models/model-file.ts';
import { messages } from '../../src/messages.ts';
import { clipFolder } from '../fixtures/media-path.ts';
import { allDone, builtPage, pick, ready, row, saved } from './open-page.ts';

const built = builtPage();
const SIDE = 224;
// Fewer labels would fit the scale alone.
const COUNT = 15;

/** Pictures whose brightness tells their label, which the tiny CLIP sees, while what spoils them is the same in all. */
function pictures(): { name: string; mimeType: string; buffer: Buffer; mos: number }[] {
  const random = seededRandom(3);
  return Array.from({ length: COUNT }, (_, i) => {
    // Not in the order of the names.
    const level = ((i * 7) % COUNT) / (COUNT - 1);
    const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (__, k) => 40 + 150 * level + 20 * Math.sin(k / 200) + 16 * (random() - 0.5));
    return { name: `picture-${String(i).padStart(2, '0')}.png`, mimeType: 'image/png', buffer: Buffer.from(encode({ width: SIDE, height: SIDE, channels: 3, depth: 8, data })), mos: 1.2 + 3.6 * level };
  });
}

async function table(page: Page): Promise<Map<string, { readonly mos: string; readonly model: string }>> {
  const rows = Papa.parse<{ file: string; mos: string; model: string }>(await saved(page, 'scores.csv'), { header: true, skipEmptyLines: true }).data;
  return new Map(rows.map(({ file, mos, model }) => [file, { mos, model }]));
}

async function openModels(page: Page): Promise<Locator> {
  await page.locator('.engine-chip').click();
  return page.getByRole('dialog', { name: messages.model.heading });
}

async function openClip(page: Page): Promise<Locator> {
  await page.locator('.affinities').getByRole('button', { name: /CLIP/ }).first().click();
  return page.getByRole('dialog', { name: messages.clip.panel.heading });
}

/** Waits until so many files have their score from the fused model. */
async function scoredBy(page: Page, count: number): Promise<void> {
  await expect.poll(async () => [...(await table(page)).values()].filter(({ model }) => model === 'Light with CLIP 1').length, { timeout: 60_000, interval: 300 }).toBe(count);
}

test('a model fused with CLIP is trained, used, kept, exported and imported; without CLIP its parent scores and says so', async () => {
  const { page } = await built.open();
  const files = pictures();
  const names = files.map(({ name }) => name);
  await ready(page);
  await page.locator('.file-picker').setInputFiles(files.slice(0, 1));
  await allDone(page, 1);
  const clip = await openClip(page);
  await page.locator('.clip-folder').setInputFiles(clipFolder('tiny-clip'));
  await clip.getByText(/^CLIP is on/).waitFor();
  await clip.getByRole('button', { name: messages.clip.panel.againAll(1) }).click();
  await page.keyboard.press('Escape');
  await page.locator('.file-picker').setInputFiles(files.slice(1));
  await allDone(page, COUNT);

  await page.getByRole('button', { name: new RegExp(`^${messages.header.teach}`) }).click();
  const teach = page.getByRole('dialog', { name: messages.teach.heading });
  await page.locator('.csv-input').setInputFiles({ name: 'l.csv', mimeType: 'text/csv', buffer: Buffer.from(['file,mos', ...files.map(({ name, mos }) => `${name},${mos}`)].join('\n')) });
  await teach.getByLabel(messages.training.name).fill('Light');
  await teach.getByRole('button', { name: messages.training.start(COUNT) }).click();
  await teach.getByText(messages.fusion.made).waitFor({ timeout: 120_000 });
  const fused = teach.getByRole('group', { name: 'Light with CLIP' });
  await fused.getByRole('button', { name: messages.report.keepAndUse }).click();
  await fused.getByText(messages.report.inUse).waitFor();
  await page.keyboard.press('Escape');
  // The files are scored anew: the count of the ones before stands for a moment.
  await scoredBy(page, COUNT);
  const trained = await table(page);
  expect(names.map((name) => trained.get(name)?.model)).toEqual(names.map(() => 'Light with CLIP 1'));
  // It has learnt what its parent cannot see: the bright half is above the dark one.
  const mean = (half: typeof files): number => half.reduce((sum, { name }) => sum + Number(trained.get(name)?.mos), 0) / half.length;
  expect(mean(files.filter(({ mos }) => mos > 3))).toBeGreaterThan(mean(files.filter(({ mos }) => mos < 3)) + 0.5);
  await page.locator('.affinities').getByText(messages.clip.markedFused('Light with CLIP 1')).waitFor();

  // Beside its parent, from what is kept of the files.
  const models = await openModels(page);
  await models.getByText(/Fused with/).waitFor();
  await models.getByRole('button', { name: messages.library.compareModel('Light with CLIP') }).click();
  const compared = models.locator('.comparison__table tbody tr');
  await compared.first().waitFor();
  const first = names[0] ?? '';
  expect(await compared.filter({ hasText: first }).locator('td').nth(1).textContent()).toBe(Number(trained.get(first)?.mos).toFixed(2));
  const [download] = await Promise.all([page.waitForEvent('download'), models.getByRole('button', { name: messages.library.exportModel('Light with CLIP') }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const exported = Buffer.concat(chunks);
  const { header } = await readModelFile(exported.buffer.slice(exported.byteOffset, exported.byteOffset + exported.length));
  expect(header.fusion).toMatchObject({ clip: expect.stringMatching(/^folder-[0-9a-f]{12}\/q8$/) as string, pairs: expect.arrayContaining([{ name: 'Sharpness', positive: 'a sharp video', negative: 'a blurry video' }]) as [] });
  await page.keyboard.press('Escape');

  // CLIP off: a file that it has looked at keeps its fused score, a new one is the parent's, and the page says so.
  await (await openClip(page)).getByRole('button', { name: messages.clip.panel.turnOff, exact: true }).click();
  await page.keyboard.press('Escape');
  await pick(page, 'still-small.png');
  await allDone(page, COUNT + 1);
  await row(page, 'still-small.png').locator('button').first().click();
  await page.locator('.score-panel__notes').getByText(/from which Light with CLIP was made: Light with CLIP needs CLIP for every chunk, and CLIP is off\.$/).waitFor();
  expect((await table(page)).get('still-small.png')?.model).toBe(`${header.parent?.name} ${header.parent?.version}`);

  // The next visit finds model and answers; deleted and brought back from its file, it says the same.
  await page.reload();
  await ready(page);
  await page.locator('.file-picker').setInputFiles(files);
  await allDone(page, COUNT);
  expect(await table(page)).toEqual(trained);
  const again = await openModels(page);
  await again.getByRole('button', { name: messages.library.removeModel('Light with CLIP') }).click();
  await again.getByRole('button', { name: messages.library.remove, exact: true }).first().click();
  await again.getByRole('button', { name: messages.library.removeModel('Light with CLIP') }).waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await scoredBy(page, 0);
  await allDone(page, COUNT);
  await openModels(page);
  await page.locator('.model-input').setInputFiles({ name: 'light.fovea', mimeType: 'application/octet-stream', buffer: exported });
  await again.getByText(messages.library.fused).first().waitFor();
  await page.keyboard.press('Escape');
  await scoredBy(page, COUNT);
  expect(await table(page)).toEqual(trained);
  await page.context().close();
});
