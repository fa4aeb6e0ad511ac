import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.wasm?url';
import { env } from './tensors.ts';
import { replaceSlice } from './wasm/slice-kernel.ts';

/**
 * Registers the wasm backend and tells it where its files lie. One thread: tfjs builds its thread workers from the source text of a function,
 * which a minified build breaks (`e is not defined`), and then waits for them for ever; started in a way that a minifier leaves alone, the threaded
 * build still computes with one thread inside a worker, whatever is asked for (docs/performance.md).
 */
export function startWasm(): void {
  replaceSlice();
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd,
  });
  setThreadsCount(1);
  // One thread alone is not enough: on an isolated page the threaded build would still be loaded, and starts its workers at once.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
}
