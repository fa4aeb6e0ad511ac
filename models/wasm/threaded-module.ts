import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { makeThreadedModule } from './threaded-factory.ts';

/** Workers that the module asks for whatever it needs (`pthreadPoolSize` in its text). */
const POOL = 8;

/** After so long the threads are given up; on a machine at load 15 they start within two seconds. */
const START_MS = 15_000;

/** Stands in the place of a thread that is not wanted: says that it is loaded, and is never given work. */
class AbsentThread {
  onmessage: ((event: { readonly data: { readonly cmd: 'loaded' } }) => void) | null = null;

  postMessage(): void {
    queueMicrotask(() => this.onmessage?.({ data: { cmd: 'loaded' } }));
  }

  terminate(): void {
    // There is nothing to end.
  }
}

/**
 * Starts tfjs's threaded wasm module with as many threads as asked for, in workers of this build.
 *
 * tfjs's own loader does not do. It gives its thread workers the source text of a function, which names variables that minified text does not have,
 * and then waits for ever; it starts them from blobs, which the content policy keeps out; it starts eight whatever is asked for; and it computes with
 * half of the machine's logical processors at most, which is one where there are two (`num_cores` in tfjs-backend-wasm/src/cc/backend.cc).
 * @param threads 2–8; one of them is the caller's own. SharedArrayBuffer must be there, which takes a cross-origin isolated page.
 * @throws Error when a worker or the module does not start.
 */
export async function startThreadedModule(wasmUrl: string, threads: number): Promise<BackendWasm['wasm']> {
  const workers = Array.from({ length: threads - 1 }, () => new Worker(new URL('./thread-worker.ts', import.meta.url), { type: 'module', name: 'fovea-wasm-thread' }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const module = await new Promise<Awaited<ReturnType<typeof makeThreadedModule>>>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The threads do not answer.')), START_MS);
      for (const worker of workers) worker.addEventListener('error', () => reject(new Error('A thread does not start.')));
      // The module takes its threads from the end of the pool.
      const pool: unknown[] = [...Array.from({ length: POOL - workers.length }, () => new AbsentThread()), ...workers];
      const making = withWorkersFrom(pool, () => makeThreadedModule({
        locateFile: () => wasmUrl,
        instantiateWasm: (imports, receive) => {
          // Half of what is said here is the most that it computes with.
          imports.env['emscripten_num_logical_cores'] = () => 2 * threads;
          WebAssembly.instantiateStreaming(fetch(wasmUrl), imports).then(({ instance, module: compiled }) => receive(instance, compiled)).catch(reject);
          return {};
        },
      }));
      making.then(resolve, reject);
    });
    const tfjs = {
      init: module.cwrap('init', null, []),
      initWithThreadsCount: module.cwrap('init_with_threads_count', null, ['number']),
      getThreadsCount: module.cwrap('get_threads_count', 'number', []),
      registerTensor: module.cwrap('register_tensor', null, ['number', 'number', 'number']),
      disposeData: module.cwrap('dispose_data', null, ['number']),
      dispose: module.cwrap('dispose', null, []),
    };
    return Object.assign(module, { tfjs }) as unknown as BackendWasm['wasm'];
  } catch (error) {
    for (const worker of workers) worker.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Runs something that starts workers by the global name, which is the module's only way to get them, and gives it these. */
function withWorkersFrom<T>(pool: unknown[], start: () => T): T {
  const original = globalThis.Worker;
  // A constructor that returns an object gives that object to whoever called it.
  globalThis.Worker = function PooledWorker() {
    return pool.shift();
  } as unknown as typeof Worker;
  try {
    return start();
  } finally {
    globalThis.Worker = original;
  }
}
