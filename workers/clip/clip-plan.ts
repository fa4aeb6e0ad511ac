import type { ClipDevice, ClipDtype } from './clip-types.ts';

/** The CLIP that is offered: OpenAI's ViT-B/32, converted to ONNX for transformers.js. */
export const CLIP_MODEL = 'Xenova/clip-vit-base-patch32';
export const CLIP_HUB = 'https://huggingface.co/';

/** What would be loaded on this machine. */
export interface ClipPlan {
  readonly device: ClipDevice;
  readonly dtype: ClipDtype;
  /** Size of all files, as the hub lists them. */
  readonly bytes: number;
}

/** Text and vision model, tokenizer and configuration (2.2 MB) of {@link CLIP_MODEL}. */
const ON_WASM: ClipPlan = { device: 'wasm', dtype: 'q8', bytes: (64.5 + 89.1 + 2.2) * 1e6 };
const ON_GPU: ClipPlan = { device: 'webgpu', dtype: 'fp16', bytes: (127 + 176 + 2.2) * 1e6 };

/** Software renderers by the names they give themselves: slower than WebAssembly. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

/**
 * WebGPU with half precision where a real adapter computes in it, else WebAssembly with 8-bit weights: those are the smallest, but most of their operators
 * have no WebGPU kernel.
 */
export async function planClip(): Promise<ClipPlan> {
  // Absent in older browsers and on insecure origins, whatever the type says.
  const gpu = (navigator as { readonly gpu?: GPU }).gpu;
  const adapter = (await gpu?.requestAdapter().catch(() => null)) ?? null;
  if (adapter === null || !adapter.features.has('shader-f16')) return ON_WASM;
  const { info } = adapter;
  return info.isFallbackAdapter || SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.description}`) ? ON_WASM : ON_GPU;
}
