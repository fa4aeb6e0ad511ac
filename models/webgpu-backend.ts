import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import { registerKernels } from './kernels/register-kernels.ts';
import * as tfjsKernels from './kernels/webgpu-kernels.ts';
import { offerConvolutions } from './ops/own-convolutions.ts';
import { backend, findBackendFactory, registerBackend } from './tensors.ts';
import { ConvolutionKernels } from './webgpu/convolution/convolution-kernels.ts';

/** Lower than the backends that register themselves: this page always says which one it wants. */
const PRIORITY = 0;

/** Taken where the adapter has them: tfjs's own start asks for timestamps alone, and what was not asked for cannot be used. */
const FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

/** As much as the adapter gives: the weakest that every device has are too small for some shapes. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize', 'maxComputeWorkgroupsPerDimension', 'maxStorageBufferBindingSize', 'maxBufferSize', 'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

const kernels = new WeakMap<object, ConvolutionKernels>();

/** Makes the backend on a device with all that its adapter has. @throws Error where there is no adapter or it gives no device. */
async function makeBackend(): Promise<WebGPUBackend> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('WebGPU finds no graphics adapter');
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  const made = new WebGPUBackend(device, adapter.info);
  const convolutions = new ConvolutionKernels(made);
  kernels.set(made, convolutions);
  offerConvolutions(made, convolutions);
  return made;
}

/** Registers the WebGPU backend. One that runs is left as it is. */
export function registerWebGpu(): void {
  registerKernels(tfjsKernels);
  // Null where it is not registered yet, of which tfjs's own type knows nothing.
  if ((findBackendFactory('webgpu') as unknown) === null) registerBackend('webgpu', makeBackend, PRIORITY);
}

/** The convolutions of the running WebGPU backend; null when another one runs. */
export function runningConvolutions(): ConvolutionKernels | null {
  return kernels.get(backend()) ?? null;
}
