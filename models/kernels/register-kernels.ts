import { registerKernel, type KernelConfig } from '../tensors.ts';

/** The same set on every backend: test/browser/models/kernels.test.ts looks which of them run. */
export type Kernels = Readonly<Record<keyof typeof import('./cpu-kernels.ts'), KernelConfig>>;

const registered = new Set<Kernels>();

/** Registers a backend's kernels, once. */
export function registerKernels(kernels: Kernels): void {
  if (registered.has(kernels)) return;
  registered.add(kernels);
  for (const kernel of Object.values(kernels)) registerKernel(kernel);
}
