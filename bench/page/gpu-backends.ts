import type { BackendName } from '../../models/backend-name.ts';

/** GPU backends with real hardware behind them: a software renderer would only heat the room. */
export async function gpuBackends(): Promise<BackendName[]> {
  const found: BackendName[] = [];
  const { gpu } = navigator as { readonly gpu?: GPU };
  const adapter = gpu === undefined ? null : await gpu.requestAdapter().catch(() => null);
  if (adapter !== null && !adapter.info.isFallbackAdapter) found.push('webgpu');
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  const extension = context?.getExtension('WEBGL_debug_renderer_info') ?? null;
  if (context !== null && extension !== null) {
    const renderer = String(context.getParameter(extension.UNMASKED_RENDERER_WEBGL));
    if (!/swiftshader|llvmpipe|software/i.test(renderer)) found.push('webgl');
  }
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return found;
}
