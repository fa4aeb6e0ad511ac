import factory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';

/** What Emscripten's module is told before it starts. */
export interface ModuleSettings {
  /** Only in a thread's own worker: what the caller's module made. */
  readonly ENVIRONMENT_IS_PTHREAD?: true;
  readonly wasmMemory?: WebAssembly.Memory;
  readonly buffer?: ArrayBufferLike;
  readonly locateFile?: (path: string) => string;
  /** Makes the instance with these imports and hands it over, now or later. @returns its exports, or an empty object when it comes later. */
  readonly instantiateWasm: (
    imports: WebAssembly.Imports & { readonly env: WebAssembly.ModuleImports }, receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => WebAssembly.Exports;
}

/** What is used of a module that stands, by Emscripten's own names. */
export interface ThreadedModule {
  readonly PThread: { threadInitTLS(): void };
  __emscripten_thread_init(thread: number, isMainBrowserThread: 0 | 1, isMainRuntimeThread: 0 | 1, canBlock: 0 | 1): void;
  establishStackSpace(): void;
  invokeEntryPoint(startRoutine: number, argument: number): void;
  cwrap(name: string, returns: 'number' | null, takes: readonly 'number'[]): (...values: number[]) => number;
}

/** Makes tfjs's threaded wasm module. tfjs's type for it knows little of what Emscripten's text takes and gives. */
export const makeThreadedModule = factory as unknown as (settings: ModuleSettings) => Promise<ThreadedModule>;
