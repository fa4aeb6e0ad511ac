import { wrap, proxy } from 'comlink';
import type { Remote } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import { affinity } from '../../../models/fusion/affinity.ts';
import type { ClipService } from '../../../workers/clip/clip-service.ts';
import type { FolderFile } from '../../../workers/clip/clip-types.ts';
import { TINY_CLIP_FILES, tinyClipFolder } from './tiny-clip-folder.ts';

const SIDE = 224;

const workers: Worker[] = [];

function startClip(): Remote<ClipService> {
  const worker = new Worker(new URL('../../../workers/clip/clip-worker.ts', import.meta.url), { type: 'module' });
  workers.push(worker);
  return wrap<ClipService>(worker);
}

const ignore = proxy({ onProgress: () => undefined, onMoved: () => undefined });

/** A picture of one colour, with noise of a strength over it. */
function picture(red: number, green: number, blue: number, noise = 0): Uint8Array {
  const pixels = new Uint8Array(SIDE * SIDE * 3);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = ([red, green, blue][i % 3] ?? 0) + (Math.floor(i / 3) % 2 === 0 ? noise : -noise);
  return pixels;
}

afterEach(async () => {
  for (const worker of workers.splice(0)) worker.terminate();
  await caches.delete('fovea-clip');
});

test('a folder is loaded by transformers.js and answers what its texts and pictures mean', async () => {
  const clip = startClip();
  const seen: { loaded: number; total: number }[] = [];
  const info = await clip.loadFolder(await tinyClipFolder('tiny-clip'), proxy({ onProgress: (progress: { loaded: number; total: number }) => void seen.push(progress), onMoved: () => undefined }));
  expect(info).toMatchObject({ source: 'folder', device: 'wasm', width: 16 });
  expect(info.id).toMatch(/^folder-[0-9a-f]{12}\/q8$/);
  expect(seen.at(-1)).toEqual({ loaded: expect.any(Number) as number, total: seen.at(-1)?.loaded });

  const [bright, dark, red, blue, sharp, blurry] = await clip.texts(['bright', 'dark', 'a RED photo', 'a blue photo', 'sharp', 'blurry']);
  const white = await clip.picture(picture(230, 230, 230), SIDE);
  const night = await clip.picture(picture(20, 20, 20), SIDE);
  const orange = await clip.picture(picture(220, 120, 30), SIDE);
  const grainy = await clip.picture(picture(128, 128, 128, 40), SIDE);
  if (bright === undefined || dark === undefined || red === undefined || blue === undefined || sharp === undefined || blurry === undefined) throw new Error('a text is missing');
  for (const features of [bright, white, orange]) expect(Math.hypot(...features)).toBeCloseTo(1, 5);
  expect(affinity(white, bright, dark)).toBeGreaterThan(0.99);
  expect(affinity(night, bright, dark)).toBeLessThan(0.01);
  expect(affinity(orange, red, blue)).toBeGreaterThan(0.99);
  expect(affinity(grainy, sharp, blurry)).toBeGreaterThan(0.99);
  expect(affinity(white, sharp, blurry)).toBeLessThan(0.01);
  // Exchanging the antonyms mirrors the answer.
  expect(affinity(grainy, bright, dark) + affinity(grainy, dark, bright)).toBeCloseTo(1, 6);
});

test('a folder that was picked once is kept and loaded again without its files', async () => {
  await startClip().loadFolder(await tinyClipFolder('tiny-clip'), ignore);
  const next = startClip();
  expect(await next.kept('folder')).toBe(true);
  expect(await next.kept('hub')).toBe(false);
  expect(await next.load('folder', ignore)).toMatchObject({ source: 'folder', width: 16 });
  await next.forget();
  expect(await next.kept('folder')).toBe(false);
  await expect(next.load('folder', ignore)).rejects.toThrow('no longer kept');
});

test('a second port is answered as well', async () => {
  const clip = startClip();
  await clip.loadFolder(await tinyClipFolder('tiny-clip'), ignore);
  const { port1, port2 } = new MessageChannel();
  const { transfer } = await import('comlink');
  await clip.connect(transfer(port1, [port1]));
  const own = await clip.picture(picture(90, 10, 10), SIDE);
  const other = await wrap<Pick<ClipService, 'picture'>>(port2).picture(picture(90, 10, 10), SIDE);
  expect(other).toEqual(own);
  port2.close();
});

test('wrong folders are refused with a sentence each, before anything is loaded', async () => {
  const clip = startClip();
  await expect(clip.loadFolder(await tinyClipFolder('tiny-clip', TINY_CLIP_FILES.slice(0, 4)), ignore)).rejects.toThrow(
    'This folder does not hold a CLIP for transformers.js: onnx/text_model_quantized.onnx and onnx/vision_model_quantized.onnx are missing.',
  );
  const files = await tinyClipFolder('tiny-clip');
  const replaced = (path: string, text: string): FolderFile[] => files.map((each) => (each.path.endsWith(path) ? { ...each, file: new File([text], path) } : each));
  await expect(clip.loadFolder(replaced('/config.json', '{"model_type":"bert"}'), ignore)).rejects.toThrow('This folder holds another model');
  await expect(clip.loadFolder(replaced('/config.json', 'not json'), ignore)).rejects.toThrow('This folder holds another model');
  await expect(clip.loadFolder(replaced('/text_model_quantized.onnx', 'not a model'), ignore)).rejects.toThrow('its files are damaged');
});

test('a CLIP that needs more memory than there is says so', async () => {
  await expect(startClip().loadFolder(await tinyClipFolder('hungry-clip'), ignore)).rejects.toThrow('There is too little memory for CLIP on this machine.');
});
