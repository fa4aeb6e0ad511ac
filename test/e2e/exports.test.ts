import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { expect, test } from 'vitest';
import { DRIVER_FILES_ID } from '../../src/driver-types.ts';
import { fileResultSchema } from '../../src/export/file-result-schema.ts';
import { saliencyPng } from '../../src/export/saliency-png.ts';
import { messages } from '../../src/messages.ts';
import { DEFAULT_SETTINGS } from '../../workers/scoring-types.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import { addAxe, violations } from './axe.ts';
import { allDone, builtPage, pick, ready, savedBytes } from './open-page.ts';

const built = builtPage();
const run = promisify(execFile);
const { exports } = messages;

/** A frame of a video as RGB bytes, by ffmpeg. */
async function frameOf(path: string, timeS: number): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-ss', String(timeS), '-i', path, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'], { encoding: 'buffer' });
  return stdout;
}

function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}

function withoutAlpha({ data, channels }: { readonly data: ArrayLike<number>; readonly channels: number }): number[] {
  return Array.from(data).filter((_, i) => channels === 3 || i % 4 !== 3);
}

test('pictures: the curve, and the frame at its own size with and without the map', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4');
  await page.locator('.verdict').waitFor();
  await page.getByRole('slider', { name: messages.curve.slider }).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.querySelector('video')?.seeking === false && (document.querySelector('video')?.currentTime ?? 0) > 0.9);

  const curve = await savedBytes(page, exports.save(exports.curve));
  expect(curve.name).toBe('h264-curve.png');
  const drawn = decode(curve.bytes);
  expect([drawn.width, drawn.height]).toEqual([2400, 800]);
  const colours = new Set<number>();
  for (let i = 0; i < drawn.data.length; i += drawn.channels) colours.add(((drawn.data[i] ?? 0) << 16) | ((drawn.data[i + 1] ?? 0) << 8) | (drawn.data[i + 2] ?? 0));
  expect(colours.has(0x0e5f68)).toBe(true);
  expect(colours.has(0xffffff)).toBe(true);

  const { name, bytes } = await savedBytes(page, exports.save(exports.frame));
  expect(name).toBe('h264-frame.png');
  const withMap = decode(bytes);
  expect([withMap.width, withMap.height]).toEqual([320, 180]);
  await page.keyboard.press('Escape');
  await page.getByLabel(messages.overlay.off, { exact: true }).check({ force: true });
  const plain = withoutAlpha(decode((await savedBytes(page, exports.save(exports.frame))).bytes));
  // The frame of second 1, not a neighbour: the clip's grain and bars change with every frame.
  const there = meanDifference(plain, await frameOf(mediaPath('h264.mp4'), 1));
  expect(there).toBeLessThan(6);
  expect(meanDifference(plain, await frameOf(mediaPath('h264.mp4'), 1.2))).toBeGreaterThan(there * 1.5);
  expect(meanDifference(plain, withoutAlpha(withMap))).toBeGreaterThan(4);
  const video = await savedBytes(page, exports.saveVideo);
  expect(video.name).toMatch(/^h264-map\.(mp4|webm)$/);
  expect(video.bytes.length).toBeGreaterThan(10_000);
  await page.context().close();
});

test('maps.zip holds the bytes that the command line writes', async () => {
  const { page } = await built.open();
  await ready(page);
  await pick(page, 'h264.mp4', 'still.png');
  await allDone(page, 2);
  const entries = unzipSync((await savedBytes(page, exports.save(exports.maps))).bytes);
  expect(Object.keys(entries)).toEqual(['h264-0.png', 'h264-1.png', 'h264-2.png', 'still-0.png']);
  expect([decode(entries['h264-1.png'] ?? new Uint8Array()).width, decode(entries['h264-1.png'] ?? new Uint8Array()).channels]).toEqual([56, 1]);
  await page.context().close();

  // The command line takes its maps from this driver and through this function.
  const driver = await built.open('?driver=1');
  await driver.page.waitForFunction(() => window.foveaDriver !== undefined);
  await driver.page.locator(`#${DRIVER_FILES_ID}`).setInputFiles(mediaPath('h264.mp4'));
  await driver.page.evaluate((settings) => window.foveaDriver?.score(settings, { maps: true }), DEFAULT_SETTINGS);
  const wire = await driver.page.evaluate(() => window.foveaDriver?.results()[0]?.result);
  for (const { index, saliency } of fileResultSchema.parse(wire).chunks) expect(Buffer.from(entries[`h264-${index}.png`] ?? [])).toEqual(Buffer.from(saliencyPng(saliency)));
  await driver.page.context().close();
});

test('the report is one file that asks for nothing, whatever the files are called', async () => {
  const { page } = await built.open();
  await ready(page);
  const name = '<img src=x onerror=document.title=1>&amp;.mp4';
  await page.locator('.file-picker').setInputFiles([
    { name, mimeType: 'video/mp4', buffer: await readFile(mediaPath('h264.mp4')) },
    { name: 'list.mp4', mimeType: 'video/mp4', buffer: await readFile(mediaPath('text.mp4')) },
  ]);
  await allDone(page, 2);
  const { bytes } = await savedBytes(page, exports.save(exports.report));
  const folder = await mkdtemp(join(tmpdir(), 'fovea-report-'));
  await writeFile(join(folder, 'report.html'), bytes);
  const reader = await page.context().newPage();
  const asked: string[] = [];
  reader.on('request', (request) => asked.push(request.url()));
  await reader.goto(`file://${join(folder, 'report.html')}`);
  expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([`file://${join(folder, 'report.html')}`]);
  expect(await reader.title()).toBe(exports.reportTitle);
  expect(await reader.locator('tbody th').first().textContent()).toBe(name);
  expect(await reader.locator('tbody td').first().textContent()).toMatch(/^[1-5]\.\d\d \w+$/);
  expect(await reader.locator('.error').textContent()).toMatch(/^[A-Z].*\.$/);
  expect(await reader.locator('section svg').count()).toBe(1);
  // The picture is a real one: the frame of the worst moment.
  expect(await reader.locator('section img').evaluate((image: HTMLImageElement) => [image.complete, image.naturalWidth, image.naturalHeight])).toEqual([true, 320, 180]);
  await rm(folder, { recursive: true });
  await page.context().close();
});

test('the video with the map: every frame, at its time, with the map burnt in; cancelling saves nothing', async () => {
  const { page } = await built.open();
  await page.setViewportSize({ width: 390, height: 844 });
  await ready(page);
  await pick(page, 'h264.mp4', '1080p.mp4');
  await allDone(page, 2);
  const { name, bytes } = await savedBytes(page, exports.saveVideo);
  expect(name).toMatch(/^h264-map\.(mp4|webm)$/);
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const statistics = await track?.computePacketStats();
  expect(statistics?.packetCount).toBe(75);
  expect(await track?.computeDuration()).toBeCloseTo(3, 1);
  expect([await track?.getDisplayWidth(), await track?.getDisplayHeight()]).toEqual([320, 180]);
  input.dispose();
  const folder = await mkdtemp(join(tmpdir(), 'fovea-video-'));
  const path = join(folder, name);
  await writeFile(path, bytes);
  expect(meanDifference(await frameOf(path, 1), await frameOf(mediaPath('h264.mp4'), 1))).toBeGreaterThan(4);
  await rm(folder, { recursive: true });

  expect(await page.locator('dialog[open]').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
  // The rest is the same on a phone: what the other tests look into.
  for (const [button, file] of [['scores.csv', 'scores.csv'], ['chunks.csv', 'chunks.csv'], ['scores.json', 'scores.json'], [exports.report, 'report.html'], [exports.maps, 'maps.zip'], [exports.curve, 'h264-curve.png'], [exports.frame, 'h264-frame.png']]) {
    const taken = await savedBytes(page, exports.save(button ?? ''));
    expect(taken.name).toBe(file);
    expect(taken.bytes.length).toBeGreaterThan(100);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: messages.files.select('1080p.mp4') }).click();
  await page.getByRole('button', { name: exports.open, exact: true }).click();
  await addAxe(page);
  await page.getByRole('button', { name: exports.saveVideo }).click();
  expect(await violations(page, 'dialog[open]')).toEqual([]);
  await page.getByRole('button', { name: exports.cancel }).click();
  await page.getByRole('button', { name: exports.cancel }).waitFor({ state: 'detached' });
  expect(await page.locator('.exports__state').textContent()).toBe('');
  expect(await page.getByRole('button', { name: exports.saveVideo }).isEnabled()).toBe(true);
  await page.context().close();
});
