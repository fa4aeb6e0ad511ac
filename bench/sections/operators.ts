import { median, type Measurement } from '../measurement.ts';
import type { Section } from '../section.ts';

/** The project's Conv3D and DeConv3D against the stock ones on the same shapes. */
export const operators: Section = async ({ chromium, quick, say }) => {
  const page = await chromium.openBenchPage();
  try {
    const gpus = await page.evaluate(() => window.foveaBench?.gpuBackends() ?? []);
    const measurements: Measurement[] = [];
    for (const backend of [...gpus.filter(({ software }) => !software).map(({ backend: name }) => name), 'wasm' as const]) {
      say(`operators on ${backend}`);
      const timings = await page.evaluate(([name, n]) => window.foveaBench?.operators(name, n) ?? [], [backend, quick ? 5 : 15] as const);
      for (const { name, ours, stock, flop, difference } of timings) {
        measurements.push(
          { section: 'operators', name: `${name}, ours, ${backend}`, unit: 'ms', values: ours, note: `${(flop / 1e6 / median(ours)).toFixed(1)} GFLOP/s` },
          { section: 'operators', name: `${name}, stock, ${backend}`, unit: 'ms', values: stock, note: difference < 1e-2 ? '' : `its numbers are wrong by up to ${difference.toPrecision(2)}` },
          { section: 'operators', name: `${name}, gain, ${backend}`, unit: '×', values: [median(stock) / median(ours)], ...(name.startsWith('Conv3D') ? { target: '≥ 20' } : {}) },
        );
      }
    }
    return measurements;
  } finally {
    await page.context().close();
  }
};
