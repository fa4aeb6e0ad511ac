import { afterEach, expect, test } from 'vitest';
import { keepFolder } from '../../../workers/clip/clip-files.ts';
import { loadClipModel } from '../../../workers/clip/clip-model.ts';
import type { ClipDevice } from '../../../workers/clip/clip-types.ts';
import { SteadyClip } from '../../../workers/clip/steady-clip.ts';
import { tinyClipFolder } from './tiny-clip-folder.ts';

afterEach(() => caches.delete('fovea-clip'));

test('CLIP says the same on WebGPU as on WebAssembly', async () => {
  const dtype = await keepFolder(await tinyClipFolder());
  const picture = Uint8Array.from({ length: 224 * 224 * 3 }, (_, i) => (i * 7919) % 251);
  const answers: Float32Array[][] = [];
  for (const device of ['wasm', 'webgpu'] as const) {
    const moved: ClipDevice[] = [];
    const clip = await SteadyClip.start(device, (on) => loadClipModel({ source: 'folder', device: on, dtype, online: false, onProgress: () => undefined }), (to) => moved.push(to));
    expect(clip.device).toBe(device);
    answers.push([await clip.picture(picture, 224), ...(await clip.texts(['a bright video', 'a dark video']))]);
    expect(moved).toEqual([]);
    await clip.dispose();
  }
  const [wasm = [], webgpu = []] = answers;
  expect(webgpu).toHaveLength(3);
  webgpu.forEach((features, k) => features.forEach((value, i) => expect(Math.abs(value - (wasm[k]?.[i] ?? NaN))).toBeLessThan(1e-4)));
});
