import type { BackendName } from '../../models/backend-name.ts';

/** A backend that computes through a graphics interface here, and whether a processor only plays the graphics card. */
export interface GpuBackend {
  readonly backend: BackendName;
  readonly software: boolean;
}

/** The graphics backends that there are. */
export async function gpuBackends(): Promise<GpuBackend[]> {
  const found: GpuBackend[] = [];
  const { gpu } = navigator as { readonly gpu?: GPU };
  const adapter = gpu === undefined ? null : await gpu.requestAdapter().catch(() => null);
  if (adapter !== null) found.push({ backend: 'webgpu', software: adapter.info.isFallbackAdapter || /swiftshader/i.test(adapter.info.architecture) });
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (context !== null) {
    const extension = context.getExtension('WEBGL_debug_renderer_info');
    const renderer = String(context.getParameter(extension === null ? context.RENDERER : extension.UNMASKED_RENDERER_WEBGL));
    found.push({ backend: 'webgl', software: /swiftshader|llvmpipe|software/i.test(renderer) });
    context.getExtension('WEBGL_lose_context')?.loseContext();
  }
  return found;
}
