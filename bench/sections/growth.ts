import { longClip } from '../clips.ts';
import type { Measurement } from '../measurement.ts';
import type { Section } from '../section.ts';

/** Does a minute cost more in a long video than in a short one? One small video at several lengths, end to end, in turns. */
export const growth: Section = async ({ chromium, quick, say }) => {
  const lengths = quick ? [1, 4] : [1, 5, 20];
  const page = await chromium.openBenchPage();
  try {
    const costs = new Map<number, number[]>(lengths.map((minutes) => [minutes, []]));
    for (let round = 0; round < (quick ? 1 : 2); round += 1) {
      for (const minutes of lengths) {
        const clip = await longClip(minutes);
        say(`${minutes} min of 160×90`);
        await page.setInputFiles('#bench-file', clip);
        const timing = await page.evaluate(() => window.foveaBench?.pipeline('score'));
        if (timing !== undefined) costs.get(minutes)?.push((1000 * timing.seconds) / timing.durationS);
      }
    }
    return lengths.map((minutes): Measurement => ({
      section: 'growth', name: `160×90, ${minutes} min`, unit: 'ms per second of video', values: costs.get(minutes) ?? [], note: 'end to end, wall time',
    }));
  } finally {
    await page.context().close();
  }
};
