/** What draws behind WebGPU and WebGL: a graphics card, or a program that only stands in for one. */

/** Software renderers by the names they give themselves: slower than wasm by 100 times and more for these nets. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

/** Whether a renderer names itself as a program. */
export function isSoftwareRenderer(name: string): boolean {
  return SOFTWARE.test(name);
}

/** Why WebGPU should not be used here, or null where there is a real adapter. Cheap: makes no device. */
export async function adapterAbsence(): Promise<string | null> {
  // Absent in Firefox on Linux, in Chrome before 113 and on insecure origins, whatever the type says.
  const gpu = (navigator as { readonly gpu?: GPU }).gpu;
  if (gpu === undefined) return 'this browser has no WebGPU';
  const adapter = await gpu.requestAdapter().catch(() => null);
  if (adapter === null) return 'WebGPU finds no graphics adapter';
  const { info } = adapter;
  const software = info.isFallbackAdapter || isSoftwareRenderer(`${info.vendor} ${info.architecture} ${info.description}`);
  return software ? 'WebGPU runs in software here, which is slower than WebAssembly' : null;
}
