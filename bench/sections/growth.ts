import { smallClip } from '../clips.ts';
import type { Measurement } from '../measurement.ts';
import type { Section } from '../section.ts';

/** Does a second cost more in a long video than in a short one? One small video at several lengths, end to end, in turns; the hour comes with the memory. */
export const growth: Section = async ({ chromium, quick, say }) => {
  const lengths = quick ? [10, 60] : [10, 60, 600];
  const page = await chromium.openBenchPage();
  try {
    const costs = new Map<number, number[]>(lengths.map((seconds) => [seconds, []]));
    // Once to warm up, which a short video would feel most.
    for (const round of quick ? [0, 1] : [0, 1, 2, 3]) {
      for (const seconds of lengths) {
        // Long ones vary little, and take their time.
        if (seconds > 60 && round !== 1) continue;
        say(`growth: ${seconds} s of 160×90`);
        await page.setInputFiles('#bench-file', await smallClip(seconds));
        const timing = await page.evaluate(() => window.foveaBench?.pipeline('score'));
        if (timing !== undefined && round > 0) costs.get(seconds)?.push((1000 * timing.seconds) / timing.durationS);
      }
    }
    return lengths.map((seconds) => growthFigure(seconds, costs.get(seconds) ?? []));
  } finally {
    await page.context().close();
  }
};

/** The cost of a second in a video of this length. */
export function growthFigure(seconds: number, values: readonly number[]): Measurement {
  const length = seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  return { section: 'growth', name: `160×90, ${length}`, unit: 'ms per second of video', values, note: 'end to end, wall time' };
}
