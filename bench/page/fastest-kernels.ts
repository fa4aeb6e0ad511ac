import { getBackend } from '../../models/tensors.ts';
import type { QualityModel } from '../../models/quality-model.ts';

/** On a graphics card the kernels that scoring would choose there; elsewhere nothing. */
export async function useFastestKernels(model: QualityModel): Promise<void> {
  if (getBackend() !== 'webgpu') return;
  const [{ runningConvolutions }, { chooseKernels }] = await Promise.all([import('../../models/webgpu-backend.ts'), import('../../models/webgpu/convolution/choose-kernels.ts')]);
  const kernels = runningConvolutions();
  if (kernels !== null) await chooseKernels(kernels, model);
}
