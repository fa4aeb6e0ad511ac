import { describe, expect, test } from 'vitest';
import type { ClipModel } from '../../../workers/clip/clip-model.ts';
import type { ClipDevice } from '../../../workers/clip/clip-types.ts';
import { SteadyClip } from '../../../workers/clip/steady-clip.ts';

const SIDE = 224;
const picture = new Uint8Array(SIDE * SIDE * 3).fill(9);

/** A model that tells pictures apart by their second stripe. @param until how many pictures it answers. */
function model(disposed: () => void, until = Infinity): ClipModel {
  let asked = 0;
  return {
    texts: (texts) => Promise.resolve(texts.map(() => Float32Array.of(1, 0))),
    picture: (rgb) => {
      asked += 1;
      if (asked > until) return Promise.reject(new Error('device lost'));
      return Promise.resolve(rgb[24] === 235 ? Float32Array.of(0, 1) : Float32Array.of(1, 0));
    },
    dispose: () => {
      disposed();
      return Promise.resolve();
    },
  };
}

/** Loads what is given for each device and notes what happens. */
function watched(made: Record<ClipDevice, () => ClipModel | Error>) {
  const log: string[] = [];
  const load = (device: ClipDevice): Promise<ClipModel> => {
    log.push(`load ${device}`);
    const one = made[device]();
    return one instanceof Error ? Promise.reject(one) : Promise.resolve(one);
  };
  return { log, start: (device: ClipDevice) => SteadyClip.start(device, load, (to) => log.push(`moved to ${to}`)) };
}

describe('CLIP on a graphics card', () => {
  test('stays there while it answers', async () => {
    const { log, start } = watched({ webgpu: () => model(() => undefined), wasm: () => new Error('not wanted') });
    const clip = await start('webgpu');
    expect(await clip.picture(picture, SIDE)).toEqual(Float32Array.of(1, 0));
    expect([clip.device, ...log]).toEqual(['webgpu', 'load webgpu']);
  });

  test.each([
    ['cannot be loaded', () => new Error('no kernel for QuantizeLinear')],
    ['says the same of everything', () => ({ ...model(() => undefined), picture: () => Promise.resolve(Float32Array.of(1, 0)) })],
    ['gives no numbers', () => ({ ...model(() => undefined), picture: () => Promise.resolve(Float32Array.of(NaN, NaN)) })],
  ])('is on WebAssembly where it %s', async (_, webgpu) => {
    const { log, start } = watched({ webgpu, wasm: () => model(() => undefined) });
    expect((await start('webgpu')).device).toBe('wasm');
    expect(log).toEqual(['load webgpu', 'load wasm']);
  });

  test('goes on on WebAssembly when the device is lost, and answers everybody who was waiting', async () => {
    let freed = 0;
    const { log, start } = watched({ webgpu: () => model(() => void (freed += 1), 3), wasm: () => model(() => undefined) });
    const clip = await start('webgpu');
    await clip.picture(picture, SIDE);
    const answers = await Promise.all([clip.picture(picture, SIDE), clip.picture(picture, SIDE)]);
    expect(answers).toEqual([Float32Array.of(1, 0), Float32Array.of(1, 0)]);
    expect([clip.device, freed, ...log]).toEqual(['wasm', 1, 'load webgpu', 'load wasm', 'moved to wasm']);
  });
});

test('where WebAssembly fails too there is one sentence', async () => {
  const { start } = watched({ webgpu: () => new Error('no adapter'), wasm: () => new Error('std::bad_alloc') });
  await expect(start('webgpu')).rejects.toThrow('There is too little memory for CLIP on this machine.');
  const { start: late, log } = watched({ webgpu: () => new Error('unused'), wasm: () => model(() => undefined, 2) });
  await expect((await late('wasm')).picture(picture, SIDE)).rejects.toThrow('CLIP could not be started');
  expect(log).toEqual(['load wasm']);
});
