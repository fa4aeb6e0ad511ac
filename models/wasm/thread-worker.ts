import { makeThreadedModule, type ThreadedModule } from './threaded-factory.ts';

/**
 * One thread of the threaded wasm module: what Emscripten's own worker script does, as a module with an address of its own. tfjs makes that script
 * out of source text, which a minifier breaks, and starts it from a blob, which the content policy keeps out.
 */

/** What the module sends to a thread. The thread then waits inside wasm for work, and hears of nothing else. */
type ThreadMessage =
  | { readonly cmd: 'load'; readonly wasmModule: WebAssembly.Module; readonly wasmMemory: WebAssembly.Memory }
  | { readonly cmd: 'run'; readonly pthread_ptr: number; readonly start_routine: number; readonly arg: number };

let loaded: ThreadedModule | null = null;

// The module calls this global by its name when it stands.
Object.assign(self, {
  startWorker: (module: ThreadedModule) => {
    loaded = module;
    self.postMessage({ cmd: 'loaded' });
  },
});

self.addEventListener('message', ({ data }: MessageEvent<ThreadMessage>) => {
  if (data.cmd === 'load') {
    const { wasmModule, wasmMemory } = data;
    void makeThreadedModule({
      ENVIRONMENT_IS_PTHREAD: true,
      wasmMemory,
      buffer: wasmMemory.buffer,
      instantiateWasm: (imports, receive) => {
        const instance = new WebAssembly.Instance(wasmModule, imports);
        receive(instance, wasmModule);
        return instance.exports;
      },
    });
  } else if (loaded !== null) {
    loaded.__emscripten_thread_init(data.pthread_ptr, 0, 0, 1);
    loaded.establishStackSpace();
    loaded.PThread.threadInitTLS();
    loaded.invokeEntryPoint(data.start_routine, data.arg);
  }
});
