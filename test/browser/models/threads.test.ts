import { wrap } from 'comlink';
import { expect, it } from 'vitest';
import { shippedModel } from './parity-fixture.ts';
import type { ThreadsService } from './threads-worker.ts';

it('computes the same to the bit on several wasm threads inside a worker', async () => {
  expect(crossOriginIsolated).toBe(true);
  const worker = new Worker(new URL('./threads-worker.ts', import.meta.url), { type: 'module' });
  try {
    const { ready, runs } = await wrap<ThreadsService>(worker).run(await shippedModel(), 3);
    expect(ready).toBe(3);
    expect(runs.map(({ threads }) => threads)).toEqual([1, 3, 1]);
    const [one, three, again] = runs.map(({ outputs }) => outputs);
    expect(one?.raw).toBeCloseTo(-0.79804, 4);
    expect(three).toEqual(one);
    expect(again).toEqual(one);
  } finally {
    worker.terminate();
  }
});
