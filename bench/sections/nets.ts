import type { Section } from '../section.ts';
import { median, type Measurement } from '../measurement.ts';

/** Each net per chunk on every backend that runs here. */
export const nets: Section = async ({ chromium, quick, say }) => {
  const page = await chromium.openBenchPage();
  try {
    const gpus = await page.evaluate(() => window.foveaBench?.gpuBackends() ?? []);
    const measurements: Measurement[] = [];
    for (const backend of [...gpus, 'wasm', ...(quick ? [] : ['cpu' as const])] as const) {
      say(`nets on ${backend}`);
      // Plain JavaScript takes seconds a chunk: once is enough to say so.
      const repeats = backend === 'cpu' ? 1 : quick ? 7 : 15;
      const timings = await page.evaluate(([name, n]) => window.foveaBench?.nets(name, n) ?? [], [backend, repeats] as const);
      for (const { name, ms, flop } of timings) {
        measurements.push({
          section: 'nets', name: `${name}, ${backend}`, unit: 'ms', values: ms,
          note: flop === null ? '' : `${(flop / 1e9).toFixed(2)} GFLOP, ${(flop / 1e6 / median(ms)).toFixed(1)} GFLOP/s`,
        });
      }
    }
    return measurements;
  } finally {
    await page.context().close();
  }
};
