/** What draws behind WebGPU and WebGL: a graphics card, or a program that only stands in for one. */

/** Software renderers by the names they give themselves: slower than wasm by 100 times and more for these nets. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

/** Whether a renderer names itself as a program. */
export function isSoftwareRenderer(name: string): boolean {
  return SOFTWARE.test(name);
}

/** Whether an adapter computes on the processor. @param info absent on devices of older browsers, which are taken for real. */
export function runsInSoftware(info: GPUAdapterInfo | undefined): boolean {
  return info !== undefined && (info.isFallbackAdapter || isSoftwareRenderer(`${info.vendor} ${info.architecture} ${info.description}`));
}

/** Why WebGPU should not be used here, or null where there is a real adapter. Cheap: makes no device. */
export async function adapterAbsence(): Promise<string | null> {
  // Absent in Firefox on Linux, in Chrome before 113 and on insecure origins, whatever the type says.
  const gpu = (navigator as { readonly gpu?: GPU }).gpu;
  if (gpu === undefined) return 'this browser has no WebGPU';
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null) return 'WebGPU finds no graphics adapter';
  return runsInSoftware(adapter.info) ? 'WebGPU runs in software here, which is slower than WebAssembly' : null;
}
