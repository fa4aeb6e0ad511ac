import { usedThreads, useThreads } from '../../models/wasm-backend.ts';

/** Makes the running wasm backend compute on so many threads. @throws Error when they do not stand ready. */
export function computeOn(threads: number): void {
  useThreads(threads);
  if (usedThreads() !== threads) throw new Error(`wasm computes with ${usedThreads()} threads instead of ${threads}.`);
}
