import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { BenchBrowser } from '../browser.ts';
import { watchMainThread, type MainThread } from '../main-thread.ts';
import type { Measurement } from '../measurement.ts';
import { FIRST_CHUNKS, LONG_FILE } from '../page/studio-script.ts';
import type { Section } from '../section.ts';

const FILES = 500;
const SETTLE_MS = 2500;

const NAMES: readonly string[] = [LONG_FILE, ...Array.from({ length: FILES - 1 }, (_, i) => `clip ${i + 1}-720p.mp4`)];

/** Puts the files into the page's input without telling it: that making them keeps the browser busy is not the page's doing. */
async function fillInput(page: Page): Promise<void> {
  await page.locator('.file-picker').evaluate((input: HTMLInputElement, names) => {
    const transfer = new DataTransfer();
    for (const name of names) transfer.items.add(new File(['x'], name, { type: 'video/mp4' }));
    input.files = transfer.files;
  }, NAMES);
}

/** The same files dropped from a folder, as the system would. */
async function watchDrop(chromium: BenchBrowser): Promise<MainThread> {
  const folder = await mkdtemp(join(tmpdir(), 'fovea-bench-drop-'));
  const studio = await chromium.openStudio();
  try {
    const files = NAMES.map((name) => join(folder, name));
    await Promise.all(files.map((file) => writeFile(file, 'x')));
    const devtools = await studio.context().newCDPSession(studio);
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
      devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data: { items: [], files, dragOperationsMask: 1 } });
    await drag('dragEnter');
    await drag('dragOver');
    return await watchMainThread(studio, async () => {
      await drag('drop');
      await filesDone(studio, 0);
      await studio.waitForTimeout(SETTLE_MS);
    });
  } finally {
    await studio.context().close();
    await rm(folder, { recursive: true });
  }
}

function chunksDone(page: Page, count: number): Promise<unknown> {
  return page.waitForFunction((wanted) => Number(/^[\d,]+/.exec(document.querySelector('.progress__text')?.textContent ?? '')?.[0].replaceAll(',', '')) >= wanted, count);
}

function filesDone(page: Page, count: number): Promise<unknown> {
  return page.waitForFunction((wanted) => Number(/^\d+/.exec(document.querySelector('.files__count')?.textContent ?? '')?.[0]) >= wanted, count);
}

function figures(what: string, { seconds, tasksMs, cpuMs, scriptMs }: MainThread): Measurement[] {
  const note = `${tasksMs.length} tasks in ${seconds.toFixed(0)} s, load ${(loadavg()[0] ?? 0).toFixed(1)}`;
  const longest = (times: readonly number[]): number[] => (times.length === 0 ? [] : [times.reduce((most, time) => Math.max(most, time), 0)]);
  const line = (name: string, unit: string, values: readonly number[], rest: Partial<Measurement> = {}): Measurement => ({ section: 'page', name: `${what}, ${name}`, unit, values, note, ...rest });
  return [
    line('longest task', 'ms', longest(tasksMs), { target: '≤ 50' }),
    line('longest task, processor time', 'ms', longest(cpuMs)),
    line('tasks over 50 ms', 'tasks', [tasksMs.filter((time) => time > 50).length]),
    line('scripts per second', 'ms', [scriptMs / seconds]),
  ];
}

/** 500 files in the table and a two-hour curve, with scores from a script: how long is the main thread held up? */
export const page: Section = async ({ chromium, quick, say }) => {
  const seconds = quick ? 5 : 12;
  const studio = await chromium.openStudio();
  try {
    const wait = (): Promise<void> => studio.waitForTimeout(1000 * seconds);
    say(`page: ${FILES} files are added`);
    await fillInput(studio);
    const adding = await watchMainThread(studio, async () => {
      await studio.locator('.file-picker').dispatchEvent('change');
      await studio.locator('.curve__chart canvas').waitFor();
    });
    await chunksDone(studio, FIRST_CHUNKS);
    // That so many come at once is the script's doing, not a fast machine's: what it leaves to do is not counted.
    await studio.waitForTimeout(SETTLE_MS);
    say('page: the last minutes of two hours are scored');
    const growing = await watchMainThread(studio, wait);
    say('page: the same while the playhead moves and the pointer hovers');
    const hovering = await watchMainThread(studio, async () => {
      const box = await studio.locator('.curve__chart').boundingBox();
      const until = performance.now() + 300 * seconds;
      for (let i = 0; box !== null && performance.now() < until; i += 1) {
        await studio.mouse.move(box.x + 100 + ((i * 7) % (box.width - 120)), box.y + 60);
        if (i % 10 === 0) await studio.mouse.click(box.x + 100 + ((i * 13) % (box.width - 120)), box.y + 60);
      }
    });
    await filesDone(studio, 1);
    say('page: short files are scored one after the other');
    const finishing = await watchMainThread(studio, wait);
    say('page: the table is filtered and sorted');
    const sorting = await watchMainThread(studio, async () => {
      await studio.getByRole('searchbox').fill('clip 4');
      await studio.locator('.files__mos .files__sort').click();
      await studio.getByRole('searchbox').fill('');
      await studio.locator('.files__scroll').evaluate((box) => box.scrollTo(0, 9000));
      await studio.waitForTimeout(1000);
    });
    say(`page: ${FILES} files are dropped`);
    const dropping = await watchDrop(chromium);
    return [
      ...figures(`${FILES} files added`, adding),
      ...figures(`${FILES} files dropped from a folder`, dropping),
      ...figures('end of a two-hour curve', growing),
      ...figures('the same, hovered and sought', hovering),
      ...figures(`table of ${FILES} files, scored one by one`, finishing),
      ...figures('table filtered and sorted', sorting),
    ];
  } finally {
    await studio.context().close();
  }
};
