import { BackendWasm, init, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/backend_wasm';
import plain from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { registerKernels } from './kernels/register-kernels.ts';
import * as kernels from './kernels/wasm-kernels.ts';
import { backend, env, findBackendFactory, registerBackend } from './tensors.ts';
import { startThreadedModule } from './wasm/threaded-module.ts';

/** Lower than the backends that register themselves: this page always says which one it wants. */
const PRIORITY = 0;

/** Threads that the next start makes ready. */
let wanted = 1;

/** Makes the wasm backend, which begins with one thread. Threads that do not start leave it at that: slower, and the same numbers. */
async function makeBackend(): Promise<BackendWasm> {
  const threaded = wanted > 1 ? await startThreadedModule(threadedSimd, wanted).catch(() => null) : null;
  setThreadsCount(1);
  return new BackendWasm(threaded ?? (await init()).wasm);
}

/**
 * Registers the wasm backend. One that runs is left as it is.
 * @param threads that it makes ready; more than one only where the page is cross-origin isolated.
 */
export function registerWasm(threads: number): void {
  wanted = threads;
  registerKernels(kernels);
  setWasmPaths({ 'tfjs-backend-wasm.wasm': plain, 'tfjs-backend-wasm-simd.wasm': simd, 'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd });
  // tfjs's own loader would start the threaded module on an isolated page whatever the count, and wait for it for ever.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // Null where it is not registered yet, of which tfjs's own type knows nothing.
  if ((findBackendFactory('wasm') as unknown) === null) registerBackend('wasm', makeBackend, PRIORITY);
}

function running(): BackendWasm {
  const current = backend();
  if (!(current instanceof BackendWasm)) throw new TypeError('The wasm backend does not run.');
  return current;
}

/** Threads that stand ready in the running wasm backend. @throws TypeError when another backend runs. */
export function readyThreads(): number {
  return 'PThread' in running().wasm ? wanted : 1;
}

/** Threads that the running wasm backend computes with. @throws TypeError when another backend runs. */
export function usedThreads(): number {
  return running().wasm.tfjs.getThreadsCount();
}

/** Makes the running wasm backend compute with this many threads from now on, no more than are ready. @throws TypeError when another backend runs. */
export function useThreads(threads: number): void {
  // Every call makes a pool of its own; the one before it lies about asleep.
  running().wasm.tfjs.initWithThreadsCount(threads);
}

/** Goes back to one thread for good and ends the others. @throws TypeError when another backend runs. */
export function endThreads(): void {
  useThreads(1);
  const { wasm } = running();
  if ('PThread' in wasm) wasm.PThread.terminateAllThreads();
}
