import { BACKEND_LABELS, BACKEND_NAMES, type BackendName } from './backend-name.ts';
import { adapterAbsence, isSoftwareRenderer } from './graphics-adapter.ts';
import { registerKernels } from './kernels/register-kernels.ts';
import type { ModelFile } from './model-file.ts';
import { QualityModel } from './quality-model.ts';
import { ThreadTrial } from './wasm/thread-trial.ts';
import { env, findBackendFactory, getBackend, ready, registerBackend, removeBackend, setBackend } from './tensors.ts';

/** Which backend runs the nets, and why. A backend is admitted only after it reproduces the model's golden output. */

/** No backend could be started; the message is one sentence. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
}

export interface Engine {
  readonly backend: BackendName;
  /** One sentence for the user. */
  readonly reason: string;
  readonly model: QualityModel;
  /** Whether wasm threads win here; null where there are none. */
  readonly trial: ThreadTrial | null;
}

/** Why a backend should not even be tried, or null. Cheap: loads nothing. */
async function absence(backend: BackendName): Promise<string | null> {
  switch (backend) {
    case 'webgpu':
      return adapterAbsence();
    case 'webgl': {
      if (typeof OffscreenCanvas === 'undefined') return 'this browser has no WebGL in workers';
      // Safari refuses WebGL in a worker; getContext answers null there.
      const context = new OffscreenCanvas(1, 1).getContext('webgl2');
      if (context === null) return 'this browser has no WebGL 2 in workers';
      const extension = context.getExtension('WEBGL_debug_renderer_info');
      const renderer = String(context.getParameter(extension === null ? context.RENDERER : extension.UNMASKED_RENDERER_WEBGL));
      context.getExtension('WEBGL_lose_context')?.loseContext();
      return isSoftwareRenderer(renderer) ? 'WebGL runs in software here' : null;
    }
    case 'wasm':
      return typeof WebAssembly === 'undefined' ? 'this browser has no WebAssembly' : null;
    case 'cpu':
      return null;
  }
}

/** Lower than those that the backends give themselves: this page always says which one it wants. */
const PRIORITY = 0;

/**
 * Loads, registers and starts a backend.
 * @param threads that wasm makes ready for later; it begins with one. A backend that runs is left as it is.
 * @throws BackendError when it does not start.
 */
export async function startBackend(backend: BackendName, threads = 1): Promise<void> {
  switch (backend) {
    case 'webgpu': {
      const { registerWebGpu } = await import('./webgpu-backend.ts');
      registerWebGpu();
      // Small ops would otherwise be computed on the CPU, and a broken GPU would pass for a sound one.
      env().set('WEBGPU_CPU_FORWARD', false);
      break;
    }
    case 'webgl': {
      const [kernels] = await Promise.all([import('./kernels/webgl-kernels.ts'), import('@tensorflow/tfjs-backend-webgl/dist/base')]);
      registerKernels(kernels);
      break;
    }
    case 'wasm': {
      const { registerWasm } = await import('./wasm-backend.ts');
      registerWasm(threads);
      break;
    }
    case 'cpu': {
      const [kernels] = await Promise.all([import('./kernels/cpu-kernels.ts'), import('@tensorflow/tfjs-backend-cpu/dist/base')]);
      registerKernels(kernels);
      break;
    }
  }
  if (!(await setBackend(backend))) throw new BackendError(`${BACKEND_LABELS[backend]} does not start`);
  await ready();
}

/** Null where it is not registered, of which tfjs's own type knows nothing. */
function factoryOf(backend: BackendName): ReturnType<typeof findBackendFactory> | null {
  return findBackendFactory(backend);
}

/** Throws a backend away with everything it holds; {@link startBackend} makes a fresh one. */
export function dropBackend(backend: BackendName): void {
  // tfjs forgets how to make a backend when it removes one, and the module that told it runs only once.
  const factory = factoryOf(backend);
  try {
    removeBackend(backend);
  } catch {
    // A lost device may refuse to be taken down; it is out of the registry all the same.
  }
  if (factory !== null && factoryOf(backend) === null) registerBackend(backend, factory, PRIORITY);
}

/**
 * Starts the wanted backend, or with `auto` the best that this machine has, and the model on it.
 * @param file may still be on its way: the backend starts meanwhile.
 * @param candidates what `auto` may choose from, in this order.
 * @param threads for {@link Engine.trial} to try on wasm.
 * @throws BackendError when the wanted one (or, with `auto`, every one) is absent or wrong; ModelFileError for a damaged model.
 */
export async function startEngine(
  file: ModelFile | Promise<ModelFile>, wanted: 'auto' | BackendName, candidates: readonly BackendName[] = BACKEND_NAMES, threads = 1,
): Promise<Engine> {
  const refusals: string[] = [];
  for (const backend of wanted === 'auto' ? candidates : [wanted]) {
    const absent = await absence(backend);
    // A software adapter is refused only to `auto`: tests and doubters may ask for it by name.
    if (absent !== null && (wanted === 'auto' || !absent.includes('software'))) {
      refusals.push(absent);
      continue;
    }
    const fault = await tryBackend(backend, file, threads);
    if (typeof fault !== 'string') {
      const reason = wanted === 'auto'
        ? `${BACKEND_LABELS[backend]} is the fastest that works here${refusals.length > 0 ? ` (${refusals.join('; ')})` : ''}.`
        : `${BACKEND_LABELS[backend]}, as chosen.`;
      return { backend, reason, model: fault, trial: backend === 'wasm' ? await threadTrial() : null };
    }
    refusals.push(`${BACKEND_LABELS[backend]}: ${fault}`);
  }
  throw new BackendError(`Fovea cannot run here: ${refusals.join('; ')}.`);
}

async function tryBackend(backend: BackendName, file: ModelFile | Promise<ModelFile>, threads: number): Promise<QualityModel | string> {
  const before = getBackend();
  const starting = startBackend(backend, threads).then(() => null, sentence);
  // A model that does not load is no fault of the backend's.
  const loaded = await file;
  let fault = await starting;
  if (fault === null) {
    let model: QualityModel | null = null;
    try {
      const convolutions = backend === 'webgpu' ? await ownConvolutions() : null;
      model = new QualityModel(loaded);
      const wrong = await model.goldenFault();
      if (wrong === null) {
        await convolutions?.choose(model);
        return model;
      }
      model.dispose();
      return wrong;
    } catch (error) {
      model?.dispose();
      if (error instanceof Error && error.name === 'ModelFileError') throw error;
      fault = sentence(error);
    }
  }
  // A backend that failed half-way must not be handed out by a later ready().
  if (getBackend() === backend && before !== backend) dropBackend(backend);
  return fault;
}

/** The kernels of this project on the running WebGPU backend, none of them in use: what another model chose stands back until this one reproduced its golden output without. */
async function ownConvolutions(): Promise<{ readonly choose: (model: QualityModel) => Promise<void> } | null> {
  const [{ runningConvolutions }, { chooseKernels, useChoice }] = await Promise.all([import('./webgpu-backend.ts'), import('./webgpu/convolution/choose-kernels.ts')]);
  const kernels = runningConvolutions();
  if (kernels === null) return null;
  useChoice(kernels, {});
  // A trial that fails costs speed, not the backend.
  return { choose: (model) => chooseKernels(kernels, model).catch(() => useChoice(kernels, {})) };
}

/** What finds out whether the threads of the running wasm backend win; null where it has one. */
async function threadTrial(): Promise<ThreadTrial | null> {
  const { endThreads, readyThreads, useThreads } = await import('./wasm-backend.ts');
  const ready = readyThreads();
  return ready > 1 ? new ThreadTrial(ready, useThreads, endThreads) : null;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
