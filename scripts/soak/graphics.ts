import { chromium, type Page, type Worker } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../chromium.ts';
import { DRIVER_FILES_ID } from '../../src/driver-types.ts';
import { mediaPath } from '../../test/fixtures/media-path.ts';
import type { ResourceCounts } from '../../workers/scoring-types.ts';
import { askForFault } from './faults.ts';

/** What is alive on the graphics device. */
export interface GraphicsCounts {
  readonly buffers: number;
  readonly bufferMB: number;
  readonly tensors: number;
}

/** Counts the buffers of devices that still live; runs in the scoring worker, before it asks for a device. */
function countBuffers(): void {
  const live = new Map<GPUBuffer, GPUDevice>();
  const create = Reflect.get(GPUDevice.prototype, 'createBuffer') as GPUDevice['createBuffer'];
  const destroy = Reflect.get(GPUBuffer.prototype, 'destroy') as GPUBuffer['destroy'];
  const lost = new WeakSet<GPUDevice>();
  GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
    const buffer = create.call(this, descriptor);
    live.set(buffer, this);
    if (!lost.has(this)) {
      lost.add(this);
      void this.lost.then(() => live.forEach((device, held) => device === this && live.delete(held)));
    }
    return buffer;
  };
  GPUBuffer.prototype.destroy = function (this: GPUBuffer) {
    live.delete(this);
    destroy.call(this);
    return undefined;
  };
  Object.assign(globalThis, { liveBuffers: live });
}

async function look(page: Page, worker: Worker): Promise<GraphicsCounts> {
  const { buffers, bytes } = await worker.evaluate(() => {
    const live = [...(globalThis as unknown as { liveBuffers: Map<GPUBuffer, unknown> }).liveBuffers.keys()];
    return { buffers: live.length, bytes: live.reduce((sum, { size }) => sum + size, 0) };
  });
  const counts = await page.evaluate(() => window.foveaDriver?.counts()) as ResourceCounts;
  return { buffers, bufferMB: bytes / 2 ** 20, tensors: counts.tensors };
}

/**
 * Files on WebGPU (SwiftShader): what lives on the device after the second of them and after the last, then a device that is destroyed and a graphics process
 * that crashes in the middle of a file.
 */
export async function graphics(url: string, files: number): Promise<{ readonly problems: string[]; readonly first: GraphicsCounts; readonly last: GraphicsCounts; readonly scored: number; readonly notes: readonly string[] }> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS], headless: true });
  const problems: string[] = [];
  const notes: string[] = [];
  let scored = 0;
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`${url}?driver=1`);
    await page.evaluate(() => window.foveaDriver?.prepare('wasm'));
    const worker = page.workers().find((each) => each.url().includes('scoring-worker'));
    if (worker === undefined) throw new Error('There is no scoring worker.');
    await worker.evaluate(countBuffers);
    await page.locator(`#${DRIVER_FILES_ID}`).setInputFiles(mediaPath('short.mp4'));
    const score = async (backend: string): Promise<void> => {
      scored += 1;
      const result = await page.evaluate(async (chunkSeconds) => {
        await window.foveaDriver?.score({ backend: 'webgpu', chunkSeconds, coverage: 'all' });
        return window.foveaDriver?.results()[0]?.result;
      }, 1 + scored / 100);
      notes.push(...(result?.notes ?? []));
      if (result?.status !== 'ok' || result.backend !== backend) problems.push(`On WebGPU, file ${scored}: ${result?.error ?? result?.backend ?? 'nothing'}.`);
    };
    await page.evaluate(() => window.foveaDriver?.prepare('webgpu'));
    await score('webgpu');
    await score('webgpu');
    const first = await look(page, worker);
    while (scored < files) await score('webgpu');
    const last = await look(page, worker);
    if (last.buffers > first.buffers || last.tensors > first.tensors) problems.push(`On WebGPU: ${JSON.stringify(first)} after two files, ${JSON.stringify(last)} after ${scored}.`);
    await askForFault(page, { fault: 'device-lost', atChunk: 0 });
    await score('wasm');
    const devtools = await browser.newBrowserCDPSession();
    const running = score('wasm');
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await devtools.send('Browser.crashGpuProcess').catch(() => undefined);
    await running;
    const after = await look(page, worker);
    if (after.buffers > 0) problems.push(`${after.buffers} buffers of lost graphics devices are left.`);
    return { problems, first, last, scored, notes };
  } finally {
    await browser.close();
  }
}
