import { tensor1d, type Tensor } from '../../models/tensors.ts';
import { computePipeline } from '../../models/webgpu/compute-pipeline.ts';
import type { ConvolutionKernels } from '../../models/webgpu/convolution/convolution-kernels.ts';
import { keepPipeline, runKernel } from '../../models/webgpu/convolution/kernel-program.ts';
import type { GpuStopwatch } from '../../models/webgpu/gpu-stopwatch.ts';
import copy from './copy.wgsl?raw';
import fmaLoop from './fma-loop.wgsl?raw';

/** What a device does at most, measured by kernels that do nothing else. */
export interface DevicePeaks {
  /** Floating-point operations per second in single precision. */
  readonly flops: number;
  /** In half precision; null where the device has none. */
  readonly halfFlops: number | null;
  /** Bytes read and written per second. */
  readonly bytes: number;
}

const THREADS = 1 << 18;
/** Eight multiply-adds of four. */
const FLOP_PER_LOOP = 8 * 4 * 2;
/** Larger than the caches of graphics cards; a processor that plays one has to copy less. */
const COPIED = { real: 32 << 20, software: 2 << 20 };
const ROUNDS = 3;

/** Loops are lengthened until a run takes this long, in milliseconds. */
const LEAST_MS = 10;

/** The peaks of the device that kernels run on. */
export async function devicePeaks({ backend, features }: ConvolutionKernels, stopwatch: GpuStopwatch, software: boolean): Promise<DevicePeaks> {
  const fastest = async (run: () => Tensor): Promise<number> => {
    const ms: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) ms.push(await stopwatch.measure(() => run().dispose()));
    // The first one warms up.
    return Math.min(...ms.slice(1));
  };
  const flops = async (element: 'f32' | 'f16'): Promise<number> => {
    const key = `bench fma ${element}`;
    const head = `${element === 'f16' ? 'enable f16;\n' : ''}alias element = ${element};\nalias four = vec4<${element}>;\n`;
    keepPipeline(backend, key, await computePipeline(backend.device, head + fmaLoop));
    // Half of what there is plus a half: it stays finite and normal.
    const seeds = tensor1d([0.5, 0.25]);
    try {
      for (let loops = 8; ; loops *= 4) {
        const ms = await fastest(() => runKernel(backend, {
          key, inputs: [{ name: 'seeds', tensor: seeds }], outputShape: [THREADS], outputType: 'float32', groups: [THREADS / 64, 1], uniforms: [{ type: 'int32', data: [loops] }],
        }));
        if (ms >= LEAST_MS) return (THREADS * loops * FLOP_PER_LOOP) / (ms / 1000);
      }
    } finally {
      seeds.dispose();
    }
  };
  const bytes = async (): Promise<number> => {
    const key = 'bench copy';
    keepPipeline(backend, key, await computePipeline(backend.device, copy));
    const count = software ? COPIED.software : COPIED.real;
    const seeds = tensor1d(new Float32Array(count).fill(1));
    try {
      const ms = await fastest(() => runKernel(backend, {
        key, inputs: [{ name: 'seeds', tensor: seeds }], outputShape: [count], outputType: 'float32', groups: [count / 4 / 256, 1], uniforms: [{ type: 'int32', data: [1] }],
      }));
      return (2 * 4 * count) / (ms / 1000);
    } finally {
      seeds.dispose();
    }
  };
  return { flops: await flops('f32'), halfFlops: features.half ? await flops('f16') : null, bytes: await bytes() };
}
