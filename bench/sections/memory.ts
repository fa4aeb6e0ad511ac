import { DRIVER_FILES_ID } from '../../src/driver-types.ts';
import type { BenchContext, Section } from '../section.ts';
import { longHdClip, smallClip } from '../clips.ts';
import { median, type Measurement } from '../measurement.ts';
import { growthFigure } from './growth.ts';
import { pageMb, residentOf, type ProcessMemory } from './process-memory.ts';

const SETTINGS = { backend: 'auto', chunkSeconds: 1, coverage: 'all' } as const;
const EVERY_MS = 1000;

interface Sample extends ProcessMemory {
  /** Seconds of the video that were scored by then. */
  readonly scoredS: number;
  /** The page's own account (heap, wasm, workers), MB; null where the browser gives none. */
  readonly pageMb: number | null;
}

/** Scores a clip on the page of Fovea and looks at its memory once a second. */
async function watch({ chromium, say }: BenchContext, clip: string, label: string): Promise<{ readonly samples: Sample[]; readonly seconds: number }> {
  const page = await chromium.openApp();
  const session = await chromium.browser.newBrowserCDPSession();
  const samples: Sample[] = [];
  try {
    await page.setInputFiles(`#${DRIVER_FILES_ID}`, clip);
    await page.evaluate(() => {
      document.body.dataset['scored'] = '0';
      window.foveaProgress = (event) => {
        if (event.kind === 'progress') document.body.dataset['scored'] = String(event.done);
      };
    });
    const began = performance.now();
    const state = { finished: false };
    const running = page.evaluate(async (settings) => {
      await window.foveaDriver?.score(settings);
      return window.foveaDriver?.results()[0]?.result.status ?? 'none';
    }, SETTINGS).finally(() => {
      state.finished = true;
    });
    // A rejection is met at the end.
    running.catch(() => undefined);
    let told = 0;
    while (!state.finished) {
      const scoredS = Number(await page.evaluate(() => document.body.dataset['scored'] ?? '0'));
      // The page's own account runs the garbage collector over everything: every tenth time is enough. What is resident is looked at after it.
      const account = samples.length % 10 === 9 ? await pageMb(page) : null;
      samples.push({ scoredS, ...(await residentOf(session, 'renderer')), pageMb: account });
      if (scoredS >= told + 300) {
        told = scoredS;
        say(`memory ${label}: ${Math.round(scoredS / 60)} min scored, ${Math.round(samples.at(-1)?.residentMb ?? NaN)} MB`);
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
    const status = await running;
    if (status !== 'ok') throw new Error(`Scoring ended as ${status}.`);
    return { samples, seconds: (performance.now() - began) / 1000 };
  } finally {
    await session.detach();
    await page.context().close();
  }
}

function known(samples: readonly Sample[], value: (sample: Sample) => number | null): number[] {
  return samples.map(value).filter((found): found is number => found !== null);
}

function summary(label: string, samples: readonly Sample[], seconds: number, growFromS: number): Measurement[] {
  const line = (name: string, values: readonly number[], rest: Partial<Measurement> = {}): Measurement => ({ section: 'memory', name: `${label}, ${name}`, unit: 'MB', values, ...rest });
  const whole = known(samples, ({ residentMb: mb }) => mb);
  const own = known(samples, ({ ownMb: mb }) => mb);
  const account = known(samples, ({ pageMb: mb }) => mb);
  const lengthS = Math.max(...samples.map(({ scoredS }) => scoredS));
  // Garbage that lies about until somebody needs the room is no growth: where the browser collects it for the account, only the samples after that count.
  const collected = account.length > 0 ? samples.filter(({ pageMb: mb }) => mb !== null) : samples;
  // A quarter of the video at each end, so that short runs have samples there too.
  const early = collected.filter(({ scoredS }) => scoredS >= growFromS && scoredS < growFromS + lengthS * 0.25);
  const late = collected.filter(({ scoredS }) => scoredS >= lengthS * 0.75);
  const growth = (value: (sample: Sample) => number | null): number => median(known(late, value)) - median(known(early, value));
  const from = growFromS >= 60 ? `minute ${Math.round(growFromS / 60)}` : `second ${Math.round(growFromS)}`;
  return [
    line('resident, start', whole.slice(0, 1)),
    line('page memory, peak', own.length > 0 ? [Math.max(...own)] : [], { target: '< 400', note: 'all that is resident of the renderer process but files mapped into it' }),
    line('resident, peak', whole.length > 0 ? [Math.max(...whole)] : [], { note: "the browser's own program included" }),
    line(`resident, growth from ${from} to the end`, [growth(({ residentMb: mb }) => mb)]),
    ...(account.length > 0
      ? [line("page's own account, peak", [Math.max(...account)]), line(`page's own account, growth from ${from} to the end`, [growth(({ pageMb: mb }) => mb)])]
      : []),
    { section: 'memory', name: `${label}, wall time`, unit: 's', values: [seconds] },
    { section: 'memory', name: `${label}, over time`, unit: 'MB resident', values: whole, note: 'once a second' },
  ];
}

/** An hour of small video and an hour at 1080p through the real page: does memory stay flat? */
export const memory: Section = async (context) => {
  const { quick } = context;
  const minutes = quick ? 10 : 60;
  const hdSeconds = quick ? 30 : 3600;
  context.say('memory at 1080p');
  const hd = await watch(context, await longHdClip(hdSeconds), '1080p');
  context.say(`memory over ${minutes} minutes of video`);
  const long = await watch(context, await smallClip(60 * minutes), `${minutes} min`);
  return [
    ...summary(`1080p H.264, ${hdSeconds} s`, hd.samples, hd.seconds, quick ? hdSeconds / 4 : 600),
    ...summary(`160×90, ${minutes} min`, long.samples, long.seconds, quick ? 120 : 600),
    { ...growthFigure(60 * minutes, [(1000 * long.seconds) / (60 * minutes)]), note: 'on the page, memory looked at once a second' },
  ];
};
