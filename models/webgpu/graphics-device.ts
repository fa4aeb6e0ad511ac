import { backend } from '../tensors.ts';

/** The device that the current backend computes on, null unless that is webgpu. */
export function graphicsDevice(): GPUDevice | null {
  const device = (backend() as { readonly device?: unknown }).device;
  return typeof GPUDevice !== 'undefined' && device instanceof GPUDevice ? device : null;
}
