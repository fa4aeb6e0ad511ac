import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { DRIVER_FILES_ID } from '../../src/driver-types.ts';
import type { DriverEvent, DriverResult } from '../../src/driver-types.ts';
import { scoresCsv } from '../../src/export/scores-csv.ts';
import { fileResultSchema } from '../../src/export/file-result-schema.ts';
import { DEFAULT_SETTINGS } from '../../workers/scoring-types.ts';
import type { ResourceCounts } from '../../workers/scoring-types.ts';
import { mediaPath } from '../fixtures/media-path.ts';
import type { MediaName } from '../fixtures/media-path.ts';
import { allDone, builtPage, pick, ready, saved } from './open-page.ts';

const built = builtPage();

async function drive(page: Page, names: readonly MediaName[], maps = false): Promise<readonly DriverResult[]> {
  await page.locator(`#${DRIVER_FILES_ID}`).setInputFiles(names.map(mediaPath));
  return page.evaluate(
    async ([settings, withMaps]) => {
      await window.foveaDriver?.score(settings, { maps: withMaps });
      return window.foveaDriver?.results() ?? [];
    },
    [DEFAULT_SETTINGS, maps] as const,
  );
}

function counts(page: Page): Promise<ResourceCounts | undefined> {
  return page.evaluate(() => window.foveaDriver?.counts());
}

test('the driver gives the same file as the page, where wasm threads are tried', async () => {
  const names: readonly MediaName[] = ['h264.mp4', 'text.mp4', 'portrait.mp4'];
  const driven = await built.open('?driver=1');
  const results = await drive(driven.page, names);
  await driven.page.context().close();
  const csv = scoresCsv(results.map(({ name, result }) => ({ file: name, result: fileResultSchema.parse(result) })));

  const { page } = await built.open('', 4);
  await ready(page);
  // A script of the page's own: the content policy keeps blobs out.
  expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toContainEqual(expect.stringMatching(/^\/assets\/thread-worker-.*\.js$/));
  await pick(page, ...names);
  await allDone(page, 3);
  expect(await saved(page, 'scores.csv')).toBe(csv);
  await page.context().close();
});

test('progress and results are streamed; maps come when they are asked for', async () => {
  const { page } = await built.open('?driver=1');
  const events: DriverEvent[] = [];
  await page.exposeFunction('foveaProgress', (event: DriverEvent) => void events.push(event));
  const [driven] = await drive(page, ['h264.mp4'], true);
  const steps = events.flatMap((event) => (event.kind === 'progress' ? [event.done] : []));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps.at(-1)).toBe(3);
  expect(events.at(-1)?.kind).toBe('result');
  const result = fileResultSchema.parse(driven?.result);
  const { saliency } = result.chunks[0] ?? z.never().parse(undefined);
  expect(saliency.maps[0]).toHaveLength(saliency.width * saliency.height);
  expect(Math.max(...(saliency.maps[0] ?? []))).toBe(255);
  const [without] = await drive(page, ['h264.mp4']);
  expect(without?.result.chunks[0]?.saliency.maps).toEqual([]);
  await page.context().close();
});

test('after ten videos nothing is left open', async () => {
  const { page } = await built.open('?driver=1');
  await drive(page, ['h264.mp4']);
  const before = await counts(page);
  expect(before?.tensors).toBeGreaterThan(0);
  const results = await drive(page, [
    'vp9.webm', 'h264.mp4', 'h264.mkv', 'truncated.mp4', 'portrait.mp4', 'text.mp4', 'vp8.mkv', 'still.png', 'corrupted.mp4', 'rotated-90.mp4',
  ]);
  expect(results).toHaveLength(10);
  expect(await counts(page)).toEqual(before);
  await page.context().close();
});
