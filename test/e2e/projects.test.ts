import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { messages } from '../../src/messages.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { addAxe, violations } from './axe.ts';
import { allDone, builtPage, drop, pick, ready, row } from './open-page.ts';
import type { Page } from 'playwright-core';

const built = builtPage();
const { projects } = messages;

async function openProjects(page: Page) {
  await page.getByRole('button', { name: projects.open, exact: true }).click();
  return page.getByRole('dialog', { name: projects.heading });
}

async function score(page: Page): Promise<string | null> {
  return page.locator('.verdict__interval').textContent();
}

test('the last session comes back with scores, curve and maps, and its file can be chosen again', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4', 'text.mp4');
  await allDone(page, 2);
  const before = await score(page);
  await page.reload();
  await page.getByText(projects.lastFiles(['h264.mp4', 'text.mp4'], 0)).waitFor();
  await page.getByRole('button', { name: projects.goOn }).click();
  await allDone(page, 2);
  expect(await score(page)).toBe(before);
  expect(await row(page, 'text.mp4').locator('.files__error').textContent()).toMatch(/^[A-Z].*\.$/);
  await page.getByText(projects.fileGone).waitFor();
  // The map follows the curve without the video.
  const slider = page.getByRole('slider', { name: messages.curve.slider });
  await slider.focus();
  await page.keyboard.press('End');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^0:02\.0, MOS/);
  // A file of the project that is dropped again goes to its row, whatever it is called by now; another one gets a row of its own.
  await page.locator('.file-picker').setInputFiles({ name: 'renamed.mp4', mimeType: 'video/mp4', buffer: await readFile(mediaPath('h264.mp4')) });
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  expect(await page.getByText(projects.fileGone).count()).toBe(0);
  await pick(page, 'tiny.mp4');
  await allDone(page, 3);
  expect(await score(page)).toBe(before);
  await page.context().close();
});

test('a video is chosen again where its file has gone', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4');
  await allDone(page, 1);
  await page.getByRole('button', { name: messages.files.clear, exact: true }).click();
  await page.getByRole('button', { name: projects.goOn }).click();
  await page.getByText(projects.fileGone).waitFor();
  // Another file is refused, the right one plays.
  await page.locator('.reopen-input').setInputFiles(mediaPath('vp9.webm'));
  await page.getByText(/^That is another file/).waitFor();
  await page.locator('.reopen-input').setInputFiles(mediaPath('h264.mp4'));
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  expect(await page.getByText(projects.fileGone).count()).toBe(0);
  await page.context().close();
});

test.each([1440, 390])('a project is named, reopened, exported, deleted and imported, at %i px', async (width) => {
  const { page } = await built.open();
  await page.setViewportSize({ width, height: 844 });
  await ready(page);
  await pick(page, 'tiny.mp4');
  await allDone(page, 1);
  const before = await score(page);
  let panel = await openProjects(page);
  await panel.getByLabel(projects.name, { exact: true }).fill('Trailer <1>');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  // Clearing the page keeps the project and begins a new session.
  await page.getByRole('button', { name: messages.files.clear, exact: true }).click();
  await page.getByText('Trailer <1>').waitFor();
  await pick(page, 'short.mp4');
  await allDone(page, 1);
  panel = await openProjects(page);
  const [download] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: projects.exportProject('Trailer <1>') }).click()]);
  expect(download.suggestedFilename()).toMatch(/^Trailer .1.\.foveaproject$/);
  const path = await download.path();
  await panel.getByRole('button', { name: projects.openProject('Trailer <1>') }).click();
  await page.getByRole('heading', { name: 'tiny.mp4' }).waitFor();
  expect(await score(page)).toBe(before);

  await page.getByRole('button', { name: messages.files.clear, exact: true }).click();
  panel = await openProjects(page);
  await panel.getByRole('button', { name: projects.remove('Trailer <1>') }).click();
  await panel.getByRole('button', { name: projects.removeShort, exact: true }).click();
  await panel.getByRole('button', { name: projects.openProject('Trailer <1>') }).waitFor({ state: 'detached' });
  await panel.locator('.project-input').setInputFiles(mediaPath('text.mp4'));
  await panel.getByText(projects.notProject).waitFor();
  await panel.locator('.project-input').setInputFiles(path);
  await panel.getByText(projects.imported('Trailer <1>', 1)).waitFor();
  await page.reload();
  panel = await openProjects(page);
  await panel.getByRole('button', { name: projects.openProject('Trailer <1>') }).click();
  await page.getByRole('heading', { name: 'tiny.mp4' }).waitFor();
  expect(await score(page)).toBe(before);
  await page.context().close();
});

test('dropped files and files of the dialog are opened again by their handles; the panel fits a phone', async () => {
  const { page } = await built.open();
  await page.setViewportSize({ width: 390, height: 844 });
  await ready(page);
  await drop(page, [mediaPath('h264.mp4')]);
  await allDone(page, 1);
  // Nothing can press the buttons of the system's dialog: it is answered here with handles of the browser's own file system.
  const bytes = [...(await readFile(mediaPath('tiny.mp4')))];
  await page.evaluate(async (content) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle('tiny.mp4', { create: true });
    const stream = await handle.createWritable();
    await stream.write(new Uint8Array(content));
    await stream.close();
    Object.assign(window, { showOpenFilePicker: () => Promise.resolve([handle]) });
  }, bytes);
  await page.getByRole('button', { name: messages.files.add }).click();
  await allDone(page, 2);
  await page.getByRole('button', { name: messages.files.clear, exact: true }).click();
  await page.getByRole('button', { name: projects.goOn }).click();
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  await page.getByRole('button', { name: messages.files.select('tiny.mp4') }).click();
  await page.getByRole('heading', { name: 'tiny.mp4' }).waitFor();
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2);
  await openProjects(page);
  expect(await page.locator('dialog[open]').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
  await page.context().close();
});

test('full storage: one sentence, and nothing on the page is lost', async () => {
  const { page, origin } = await built.open();
  await addAxe(page);
  await ready(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await pick(page, 'h264.mp4');
  await allDone(page, 1);
  await page.getByRole('alert').filter({ hasText: projects.notKept(messages.storage.full) }).waitFor();
  expect(await page.locator('.verdict__mos').textContent()).toMatch(/^[1-5]\.\d$/);
  for (const [width, colorScheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light'], [390, 'dark']] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, '.engine-alert')).toEqual([]);
  }
  await page.getByRole('button', { name: projects.dismiss }).click();
  expect(await page.getByRole('alert').filter({ hasText: messages.storage.full }).count()).toBe(0);
  await page.context().close();
});
