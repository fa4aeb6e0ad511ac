import { loadavg } from 'node:os';
import { encode } from 'fast-png';
import { lcgBytes } from '../../models/golden-input.ts';
import { messages } from '../../src/messages.ts';
import type { BenchBrowser } from '../browser.ts';
import { watchFrames } from '../frames.ts';
import { watchMainThread } from '../main-thread.ts';
import { median, type Measurement } from '../measurement.ts';
import type { Section } from '../section.ts';

/** Pictures of noise for the training on the page: small, so that they are scored soon, and enough for the head to train. */
const PICTURES = 24;
const SIDE = 224;

function picture(i: number): Buffer {
  const { bytes } = lcgBytes(SIDE * SIDE * 3, i + 1);
  return Buffer.from(encode({ width: SIDE, height: SIDE, channels: 3, data: bytes.map((byte) => 128 + ((byte - 128) * i) / PICTURES) }));
}

/** A real training on the page that people use: how smooth does it stay? */
async function trainingOnPage(chromium: BenchBrowser): Promise<Measurement[]> {
  const page = await chromium.openApp();
  try {
    // The driver's page shows nothing; its own does.
    await page.goto(new URL('/', page.url()).href);
    const names = Array.from({ length: PICTURES }, (_, i) => `picture ${i}.png`);
    await page.locator('.file-picker').setInputFiles(names.map((name, i) => ({ name, mimeType: 'image/png', buffer: picture(i) })));
    await page.getByText(messages.files.scoredOf(PICTURES, PICTURES)).waitFor();
    await page.getByRole('button', { name: new RegExp(`^${messages.header.teach}`) }).click();
    const labels = names.map((name, i) => `${name},${1 + ((i * 7) % 5)}`).join('\n');
    await page.locator('.csv-input').setInputFiles({ name: 'labels.csv', mimeType: 'text/csv', buffer: Buffer.from(`file,mos\n${labels}`) });
    const start = page.getByRole('button', { name: messages.training.start(PICTURES) });
    await start.waitFor();
    const frames = await watchFrames(page);
    const busy = await watchMainThread(page, async () => {
      await start.click();
      await page.locator('.report__words').first().waitFor();
    });
    const intervals = await frames();
    const note = `${busy.seconds.toFixed(0)} s, ${intervals.length} frames, load ${(loadavg()[0] ?? 0).toFixed(1)}`;
    const longest = (times: readonly number[]): number => times.reduce((most, time) => Math.max(most, time), 0);
    const line = (name: string, unit: string, value: number, target?: string): Measurement =>
      ({ section: 'finetune', name: `page while ${PICTURES} pictures train, ${name}`, unit, values: [value], note, ...(target === undefined ? {} : { target }) });
    return [
      line('frames per second, median', 'fps', 1000 / median(intervals), '60'),
      line('frames later than 50 ms', 'frames', intervals.filter((time) => time > 50).length),
      line('longest task, processor time', 'ms', longest(busy.cpuMs), '≤ 50'),
      line('scripts per second', 'ms', busy.scriptMs / busy.seconds),
    ];
  } finally {
    await page.context().close();
  }
}

/** Fine-tuning on kept features, cross-validation included, and what the page is like meanwhile. */
export const finetune: Section = async ({ chromium, quick, say }) => {
  const [clips, chunks] = quick ? [20, 8] : [50, 8];
  say(`fine-tuning on ${clips} clips`);
  const page = await chromium.openBenchPage();
  let seconds: number;
  try {
    seconds = await page.evaluate(([n, m]) => window.foveaBench?.finetune(n, m) ?? NaN, [clips, chunks] as const);
  } finally {
    await page.context().close();
  }
  say(`training on the page with ${PICTURES} pictures`);
  return [{ section: 'finetune', name: `${clips} clips × ${chunks} chunks, 5 folds`, unit: 's', values: [seconds] }, ...(await trainingOnPage(chromium))];
};
