import { median, type Measurement } from '../measurement.ts';
import type { LayerReport, LayerWay, KernelReport } from '../page/bench-service.ts';
import type { Section } from '../section.ts';

/** How many kernels are set against what the device can do. */
const ROOFLINES = 2;

/** The convolutions of the nets on WebGPU by the stock way and by each kernel of this project, and how near the heaviest come to what the device can do. */
export const kernels: Section = async ({ chromium, quick, say }) => {
  const page = await chromium.openBenchPage();
  try {
    const gpu = (await page.evaluate(() => window.foveaBench?.gpuBackends() ?? [])).find(({ backend }) => backend === 'webgpu');
    if (gpu === undefined) return [];
    const where = gpu.software ? 'webgpu in software' : 'webgpu';
    say(`kernels on ${where}`);
    const [rounds, most] = gpu.software ? [quick ? 1 : 3, quick ? 2 : 4] : [quick ? 5 : 15, quick ? 8 : 64];
    const report = await page.evaluate(([n, layers]) => window.foveaBench?.kernels(n, layers), [rounds, most] as const);
    return report === undefined ? [] : [...report.layers.flatMap((layer) => rowsOf(layer, where)), ...rooflines(report, where, gpu.software)];
  } finally {
    await page.context().close();
  }
};

function rowsOf({ name, flop, ways }: LayerReport, where: string): Measurement[] {
  const stock = median(ways.find((way) => way.name === 'stock')?.ms ?? []);
  return ways.map((way) => ({
    section: 'kernels', name: `${name} (${where}), ${way.name}`, unit: 'ms', values: way.ms,
    note: [
      `${rate(flop / (median(way.ms) / 1000))}FLOP/s`,
      ...(way.name === 'stock' ? [] : [`stock takes ${(stock / median(way.ms)).toFixed(2)} times as long`]),
      ...(way.difference > 1e-4 ? [`differs by ${way.difference.toPrecision(2)}`] : []),
    ].join(', '),
  }));
}

/** The fastest kernel of this project for a layer. */
function best({ ways }: LayerReport): LayerWay | null {
  const own = ways.filter(({ name }) => name !== 'stock' && !name.startsWith('tf.'));
  return own.reduce<LayerWay | null>((least, way) => (least === null || median(way.ms) < median(least.ms) ? way : least), null);
}

/** Shares of what is attainable: achieved ÷ min(peak, intensity · bandwidth) of the layers that take most of a chunk (Williams et al., CACM 2009). */
function rooflines({ layers, peaks }: KernelReport, where: string, software: boolean): Measurement[] {
  const nothing = software ? 'says nothing of a graphics card' : '';
  const row = (name: string, unit: string, value: number, note: string): Measurement => ({ section: 'kernels', name: `${name}, ${where}`, unit, values: [value], note: [note, nothing].filter((part) => part !== '').join('; ') });
  const heavy = layers.flatMap((layer) => {
    const way = best(layer);
    return way === null ? [] : [{ layer, way, ms: layer.count * median(way.ms) }];
  }).sort((a, b) => b.ms - a.ms).slice(0, ROOFLINES);
  return [
    row('peak in single precision', 'GFLOP/s', peaks.flops / 1e9, 'a loop of multiply-adds'),
    ...(peaks.halfFlops === null ? [] : [row('peak in half precision', 'GFLOP/s', peaks.halfFlops / 1e9, 'a loop of multiply-adds')]),
    row('peak of memory', 'GB/s', peaks.bytes / 1e9, 'a copy'),
    ...heavy.map(({ layer, way, ms }) => {
      const peak = way.half ? peaks.halfFlops ?? peaks.flops : peaks.flops;
      const intensity = layer.flop / way.bytes;
      const attainable = Math.min(peak, intensity * peaks.bytes);
      const achieved = layer.flop / (median(way.ms) / 1000);
      const bound = intensity * peaks.bytes < peak ? 'memory' : 'arithmetic';
      return row(`roofline share of ${layer.name}, ${way.name}`, '%', (100 * achieved) / attainable,
        `${layer.count} a chunk, ${ms.toFixed(2)} ms; ${rate(achieved)} of ${rate(attainable)}FLOP/s, bound by ${bound}: ${intensity.toFixed(1)} FLOP a byte`);
    }),
  ];
}

function rate(perSecond: number): string {
  return perSecond >= 1e12 ? `${(perSecond / 1e12).toFixed(2)} T` : `${(perSecond / 1e9).toFixed(2)} G`;
}
