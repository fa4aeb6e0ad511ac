import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readModelFile } from '../../models/model-file.ts';
import { median, type Measurement } from '../measurement.ts';
import { fragmentEncoderOnnx, globalEncoderOnnx, saliencyDecoderOnnx } from '../onnx/fovea-onnx.ts';
import { PAGE_DIRECTORY } from '../paths.ts';
import type { OnnxGraphs } from '../page/bench-service.ts';
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

/** The nets on TensorFlow.js beside the same nets in onnxruntime-web. */
export const onnx: Section = async ({ chromium, quick, say }) => {
  const graphs = await exportNets();
  const page = await chromium.openBenchPage();
  try {
    const gpus = await page.evaluate(() => window.foveaBench?.gpuBackends() ?? []);
    const software = !gpus.some(({ backend, software: played }) => backend === 'webgpu' && !played);
    const measurements: Measurement[] = [];
    for (const provider of ['wasm', ...(software && quick ? [] : ['webgpu' as const])] as const) {
      const label = provider === 'webgpu' && software ? 'webgpu in software' : provider;
      say(`onnxruntime-web on ${label}`);
      // A software renderer takes seconds a net.
      const repeats = label === 'webgpu in software' ? 2 : quick ? 7 : 15;
      const timings = await page.evaluate(([where, which, n]) => window.foveaBench?.onnx(where, which, n) ?? [], [graphs, provider, repeats] as const);
      for (const { name, ours, onnx: theirs, difference } of timings) {
        const note = Number.isNaN(difference) ? 'only zeros came back: the figure means nothing' : difference <= SAME ? `outputs agree to ${difference.toPrecision(1)}` : `outputs differ by ${difference.toPrecision(2)}`;
        measurements.push(
          { section: 'onnx', name: `${name}, fovea, ${label}`, unit: 'ms', values: ours },
          { section: 'onnx', name: `${name}, onnxruntime-web, ${label}`, unit: 'ms', values: theirs, note },
          {
            section: 'onnx', name: `${name}, onnxruntime-web ÷ fovea, ${label}`, unit: '×', values: ours.map((ms, i) => (theirs[i] ?? NaN) / ms),
            ...(label === 'wasm' ? { target: '≥ 1' } : provider === 'webgpu' && !software ? { target: '≥ 1.5' } : {}),
            note: `least ${(Math.min(...theirs) / Math.min(...ours)).toFixed(2)}, median of ratios ${median(ours.map((ms, i) => (theirs[i] ?? NaN) / ms)).toFixed(2)}`,
          },
        );
      }
    }
    return measurements;
  } finally {
    await page.context().close();
  }
};
