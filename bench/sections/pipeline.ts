import { basename } from 'node:path';
import type { CDPSession } from 'playwright-core';
import type { BenchBrowser } from '../browser.ts';
import { movingClip, type Codec, type Resolution } from '../clips.ts';
import { median, type Measurement } from '../measurement.ts';
import type { PipelineStage } from '../page/bench-service.ts';
import type { GpuBackend } from '../page/gpu-backends.ts';
import type { Section } from '../section.ts';

type Stage = readonly [PipelineStage, string];

const STAGES: readonly Stage[] = [['decode', 'decode only'], ['views', 'decode + views'], ['score', 'end to end']];

/** The clips, with their lengths in seconds: long enough to hide the start, short enough to make. */
function clipsOf(quick: boolean): (readonly [Resolution, Codec, number])[] {
  const codecs: readonly Codec[] = ['h264', 'vp9', 'av1'];
  if (quick) return [['360p', 'h264', 10], ['1080p', 'h264', 10], ['1080p', 'vp9', 6]];
  return [
    ...(['360p', '720p', '1080p'] as const).flatMap((resolution) => codecs.map((codec) => [resolution, codec, codec === 'h264' ? 10 : 6] as const)),
    ...codecs.map((codec) => ['2160p', codec, 5] as const),
  ];
}

/** Processor seconds that the browser has used so far, over all its processes. */
async function processorSeconds(session: CDPSession): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** A clip end to end with the nets on two wasm threads. @returns nothing where the nets do not run on wasm. */
async function threaded(chromium: BenchBrowser, clip: string, name: string, repeats: number): Promise<Measurement[]> {
  const page = await chromium.openBenchPage();
  try {
    await page.setInputFiles('#bench-file', clip);
    const values: number[] = [];
    for (let i = 0; i < repeats; i += 1) {
      const timing = await page.evaluate(() => window.foveaBench?.pipeline('score', 2));
      if (timing !== undefined) values.push(timing.durationS / timing.seconds);
    }
    return [{ section: 'pipeline', name: `${name}, end to end on 2 wasm threads`, unit: '× real time', values }];
  } catch {
    return [];
  } finally {
    await page.context().close();
  }
}

/** Views made on the GPU; where a processor plays it, of one clip: enough to see that they are made. */
function gpuStage(gpu: GpuBackend | undefined, resolution: Resolution, codec: Codec): readonly Stage[] {
  if (gpu === undefined || (gpu.software && (resolution !== '1080p' || codec !== 'h264'))) return [];
  return [['gpu-views', `decode + views on ${gpu.software ? 'webgpu in software' : 'webgpu'}`]];
}

/** How many times faster than real time a clip goes through the decoder, through the views, and through everything. */
export const pipeline: Section = async ({ chromium, quick, say }) => {
  const page = await chromium.openBenchPage();
  const session = await chromium.browser.newBrowserCDPSession();
  const gpu = (await page.evaluate(() => window.foveaBench?.gpuBackends() ?? [])).find(({ backend }) => backend === 'webgpu');
  try {
    const measurements: Measurement[] = [];
    for (const [resolution, codec, seconds] of clipsOf(quick)) {
      const clip = await movingClip(codec, resolution, seconds).catch((error: unknown) => {
        // An ffmpeg without one encoder must not cost the rows of the others.
        say(`no ${resolution} ${codec}: ${error instanceof Error ? (error.message.split('\n')[1] ?? error.message) : String(error)}`);
        return null;
      });
      if (clip === null) continue;
      say(`pipeline ${basename(clip)}`);
      await page.setInputFiles('#bench-file', clip);
      const stages = [...STAGES, ...gpuStage(gpu, resolution, codec)];
      const speeds = new Map<PipelineStage, number[]>(stages.map(([stage]) => [stage, []]));
      const costs = new Map<PipelineStage, number[]>(stages.map(([stage]) => [stage, []]));
      const shares: number[] = [];
      // The stages take turns, so that a busy machine is busy for all of them.
      for (let round = 0; round < (quick ? 2 : 3); round += 1) {
        for (const [stage] of stages) {
          const before = await processorSeconds(session);
          const timing = await page.evaluate((name) => window.foveaBench?.pipeline(name), stage);
          if (timing === undefined) continue;
          speeds.get(stage)?.push(timing.durationS / timing.seconds);
          costs.get(stage)?.push((1000 * ((await processorSeconds(session)) - before)) / timing.durationS);
        }
        shares.push((speeds.get('score')?.at(-1) ?? NaN) / (speeds.get('decode')?.at(-1) ?? NaN));
      }
      const name = `${resolution} ${codec}`;
      say(`${name}: ${stages.map(([stage, label]) => `${label} ${median(speeds.get(stage) ?? []).toFixed(2)} ×, ${median(costs.get(stage) ?? []).toFixed(0)} ms`).join('; ')}`);
      for (const [stage, label] of stages) measurements.push({ section: 'pipeline', name: `${name}, ${label}`, unit: '× real time', values: speeds.get(stage) ?? [] });
      // Unlike the speed this stays the same on a busy machine.
      for (const [stage, label] of stages) measurements.push({ section: 'pipeline', name: `${name}, ${label}, processor time`, unit: 'ms per second of video', values: costs.get(stage) ?? [] });
      measurements.push({
        section: 'pipeline', name: `${name}, end to end ÷ decode only`, unit: 'share', values: shares,
        ...(resolution === '1080p' && codec === 'h264' ? { target: '≥ 0.5' } : {}), note: `median of ratios ${median(shares).toFixed(2)}`,
      });
      if (resolution === '1080p' && codec === 'h264') measurements.push(...(await threaded(chromium, clip, name, quick ? 2 : 3)));
    }
    return measurements;
  } finally {
    await session.detach();
    await page.context().close();
  }
};
