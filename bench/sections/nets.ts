import type { BackendName } from '../../models/backend-name.ts';
import { median, type Measurement } from '../measurement.ts';
import type { Section } from '../section.ts';

/** A backend in one of the ways in which it can run. */
interface Lane {
  readonly backend: BackendName;
  readonly threads: number;
  readonly label: string;
  /** Runs after one to warm up. */
  readonly repeats: number;
}

/** Each net per chunk on every backend that runs here, each on a page of its own: one that fails takes no other with it. */
export const nets: Section = async ({ chromium, quick, say }) => {
  const asked = await chromium.openBenchPage();
  const gpus = await asked.evaluate(() => window.foveaBench?.gpuBackends() ?? []);
  await asked.context().close();
  const repeats = quick ? 7 : 15;
  const lanes: Lane[] = [
    { backend: 'wasm', threads: 1, label: 'wasm', repeats },
    { backend: 'wasm', threads: 2, label: 'wasm with 2 threads', repeats },
    ...gpus.filter(({ software }) => !quick || !software).map(({ backend, software }): Lane => ({
      // Where a processor plays the graphics card, a chunk takes seconds: once is enough to say so.
      backend, threads: 1, label: software ? `${backend} in software` : backend, repeats: software ? 1 : repeats,
    })),
    ...(quick ? [] : [{ backend: 'cpu', threads: 1, label: 'cpu', repeats: 1 } as const]),
  ];
  const measurements: Measurement[] = [];
  for (const { backend, threads, label, repeats: times } of lanes) {
    say(`nets on ${label}`);
    const page = await chromium.openBenchPage();
    try {
      const timings = await page.evaluate(([name, count, n]) => window.foveaBench?.nets(name, count, n) ?? [], [backend, threads, times] as const);
      for (const { name, ms, flop } of timings) {
        measurements.push({
          section: 'nets', name: `${name}, ${label}`, unit: 'ms', values: ms,
          note: flop === null ? '' : `${(flop / 1e9).toFixed(2)} GFLOP, ${(flop / 1e6 / median(ms)).toFixed(1)} GFLOP/s`,
        });
      }
    } catch (error) {
      measurements.push({ section: 'nets', name: `whole chunk, ${label}`, unit: 'ms', values: [], note: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) });
    } finally {
      await page.context().close();
    }
  }
  return measurements;
};
