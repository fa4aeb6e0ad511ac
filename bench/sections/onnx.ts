import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readModelFile } from '../../models/model-file.ts';
import { median, type Measurement } from '../measurement.ts';
import { fragmentEncoderOnnx, globalEncoderOnnx, saliencyDecoderOnnx } from '../onnx/fovea-onnx.ts';
import { PAGE_DIRECTORY } from '../paths.ts';
import type { OnnxGraphs, OnnxProvider, OnnxTiming } from '../page/bench-service.ts';
import type { Section } from '../section.ts';

/** How far the two may be apart before the comparison means nothing. */
const SAME = 1e-3;

/** Writes the nets as ONNX files beside the bench page. @returns their addresses, relative to the server's root. */
async function exportNets(): Promise<OnnxGraphs> {
  const assets = join(PAGE_DIRECTORY, 'assets');
  const model = (await readdir(assets)).find((name) => name.endsWith('.fovea'));
  if (model === undefined) throw new Error('The built page has no model.');
  const { buffer, byteOffset, byteLength } = await readFile(join(assets, model));
  const file = await readModelFile((buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength));
  await mkdir(join(PAGE_DIRECTORY, 'onnx'), { recursive: true });
  const save = async (name: string, bytes: Uint8Array): Promise<string> => {
    await writeFile(join(PAGE_DIRECTORY, 'onnx', `${name}.onnx`), bytes);
    return `/onnx/${name}.onnx`;
  };
  return {
    global: await save('global', globalEncoderOnnx(file)),
    saliency: await save('saliency', saliencyDecoderOnnx(file)),
    fragments: await save('fragments', fragmentEncoderOnnx(file)),
  };
}

/** Where both compute. */
interface Lane {
  readonly provider: OnnxProvider;
  readonly threads: number;
  readonly label: string;
  readonly repeats: number;
  /** What theirs ÷ ours has to reach. */
  readonly target: string | null;
}

/** The nets on TensorFlow.js beside the same nets in onnxruntime-web. */
export const onnx: Section = async ({ chromium, quick, say }) => {
  const graphs = await exportNets();
  const asked = await chromium.openBenchPage();
  const gpus = await asked.evaluate(() => window.foveaBench?.gpuBackends() ?? []);
  await asked.context().close();
  const repeats = quick ? 7 : 15;
  const lanes: Lane[] = [
    { provider: 'wasm', threads: 1, label: 'wasm', repeats, target: '≥ 1' },
    { provider: 'wasm', threads: 2, label: 'wasm with 2 threads', repeats, target: '≥ 1' },
    ...gpus.filter(({ backend, software }) => backend === 'webgpu' && !(software && quick)).map(({ software }): Lane => (
      // A software renderer takes seconds a net.
      software ? { provider: 'webgpu', threads: 1, label: 'webgpu in software', repeats: 1, target: null } : { provider: 'webgpu', threads: 1, label: 'webgpu', repeats, target: '≥ 1.5' }
    )),
  ];
  const measurements: Measurement[] = [];
  for (const { provider, threads, label, repeats: times, target } of lanes) {
    say(`onnxruntime-web on ${label}`);
    const page = await chromium.openBenchPage();
    try {
      const timings = await page.evaluate(([where, which, count, n]) => window.foveaBench?.onnx(where, which, count, n) ?? [], [graphs, provider, threads, times] as const);
      for (const timing of timings) measurements.push(...lines(timing, label, target));
    } catch (error) {
      measurements.push({ section: 'onnx', name: `all nets, onnxruntime-web, ${label}`, unit: 'ms', values: [], note: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) });
    } finally {
      await page.context().close();
    }
  }
  return measurements;
};

function lines({ name, ours, onnx: theirs, difference }: OnnxTiming, label: string, target: string | null): Measurement[] {
  const note = Number.isNaN(difference) ? 'only zeros came back: the figure means nothing' : difference <= SAME ? `outputs agree to ${difference.toPrecision(1)}` : `outputs differ by ${difference.toPrecision(2)}`;
  const ratios = ours.map((ms, i) => (theirs[i] ?? NaN) / ms);
  return [
    { section: 'onnx', name: `${name}, fovea, ${label}`, unit: 'ms', values: ours },
    { section: 'onnx', name: `${name}, onnxruntime-web, ${label}`, unit: 'ms', values: theirs, note },
    {
      section: 'onnx', name: `${name}, onnxruntime-web ÷ fovea, ${label}`, unit: '×', values: ratios, ...(target === null ? {} : { target }),
      note: `least ${(Math.min(...theirs) / Math.min(...ours)).toFixed(2)}, median of ratios ${median(ratios).toFixed(2)}`,
    },
  ];
}
