import type { Tensor } from '../../models/tensors.ts';

/** Runs something several times after one run to warm up. @returns the milliseconds of each run. */
export async function timed(repeats: number, work: () => Promise<void>): Promise<number[]> {
  await work();
  const ms: number[] = [];
  for (let i = 0; i < repeats; i += 1) {
    const began = performance.now();
    await work();
    ms.push(performance.now() - began);
  }
  return ms;
}

/** Waits until tensors are computed, and frees them: a GPU backend only queues its work. */
export async function finish(tensors: readonly Tensor[]): Promise<void> {
  for (const made of tensors) {
    await made.data();
    made.dispose();
  }
}
