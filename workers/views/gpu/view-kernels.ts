import { computePipeline } from '../../../models/webgpu/compute-pipeline.ts';
import changes from './changes.wgsl?raw';
import colours from './colours.wgsl?raw';
import cutPatches from './cut-patches.wgsl?raw';
import planes from './planes.wgsl?raw';
import rgbPlanes from './rgb-planes.wgsl?raw';
import samples from './samples.wgsl?raw';
import shrinkColumns from './shrink-columns.wgsl?raw';
import shrinkRows from './shrink-rows.wgsl?raw';
import standstill from './standstill.wgsl?raw';
import taps from './taps.wgsl?raw';
import viewWriter from './view-writer.wgsl?raw';

/** The compute shaders that make views, compiled. */
export interface ViewKernels {
  readonly shrinkRows: GPUComputePipeline;
  readonly shrinkToView: GPUComputePipeline;
  readonly shrinkToPlanes: GPUComputePipeline;
  readonly cutPatches: GPUComputePipeline;
  readonly rgbPlanes: GPUComputePipeline;
  readonly changes: GPUComputePipeline;
  readonly standstill: GPUComputePipeline;
}

const compiled = new WeakMap<GPUDevice, Promise<ViewKernels>>();

/** The kernels of a device, compiled once and without holding up the thread. @throws Error where the device refuses them. */
export function viewKernels(device: GPUDevice): Promise<ViewKernels> {
  let kernels = compiled.get(device);
  if (kernels === undefined) {
    kernels = compile(device);
    compiled.set(device, kernels);
  }
  return kernels;
}

async function compile(device: GPUDevice): Promise<ViewKernels> {
  const make = (code: string, entryPoint: string): Promise<GPUComputePipeline> => computePipeline(device, code, entryPoint);
  const columns = [taps, colours, viewWriter, shrinkColumns].join('\n');
  const [rows, toView, toPlanes, patches, rgb, steps, still] = await Promise.all([
    make([samples, taps, shrinkRows].join('\n'), 'main'),
    make(columns, 'toView'),
    make(columns, 'toPlanes'),
    make([samples, planes, colours, viewWriter, cutPatches].join('\n'), 'main'),
    make([samples, planes, colours, rgbPlanes].join('\n'), 'main'),
    make(changes, 'main'),
    make(standstill, 'main'),
  ]);
  return { shrinkRows: rows, shrinkToView: toView, shrinkToPlanes: toPlanes, cutPatches: patches, rgbPlanes: rgb, changes: steps, standstill: still };
}

/** One dispatch: what is bound where, and how many workgroups. */
export interface Dispatch {
  readonly kernel: GPUComputePipeline;
  readonly uniforms: Uint32Array | Int32Array | Float32Array;
  readonly bindings: Readonly<Record<number, GPUBuffer | GPUExternalTexture>>;
  readonly groups: readonly [number, number?, number?];
}

/** Offsets into a uniform buffer are multiples of this on every device. */
const UNIFORM_ALIGNMENT = 256;

/** Hands dispatches to a device in order, with their uniforms in memory that is kept. */
export class DispatchQueue {
  #uniforms: GPUBuffer | null = null;

  constructor(readonly device: GPUDevice) {}

  /** Everything in one submission. @param clear buffers to be zeroed before. */
  submit(dispatches: readonly Dispatch[], clear: readonly GPUBuffer[] = []): void {
    const { device } = this;
    const bytes = dispatches.length * UNIFORM_ALIGNMENT;
    if (this.#uniforms === null || this.#uniforms.size < bytes) {
      this.#uniforms?.destroy();
      this.#uniforms = device.createBuffer({ size: bytes, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    }
    const uniforms = this.#uniforms;
    const values = new Uint8Array(bytes);
    dispatches.forEach(({ uniforms: { buffer, byteOffset, byteLength } }, i) => values.set(new Uint8Array(buffer, byteOffset, byteLength), i * UNIFORM_ALIGNMENT));
    device.queue.writeBuffer(uniforms, 0, values);
    const encoder = device.createCommandEncoder();
    for (const buffer of clear) encoder.clearBuffer(buffer);
    const pass = encoder.beginComputePass();
    dispatches.forEach(({ kernel, bindings, groups }, i) => {
      const entries: GPUBindGroupEntry[] = [{ binding: 0, resource: { buffer: uniforms, offset: i * UNIFORM_ALIGNMENT, size: UNIFORM_ALIGNMENT } }];
      for (const [binding, bound] of Object.entries(bindings)) {
        entries.push({ binding: Number(binding), resource: bound instanceof GPUBuffer ? { buffer: bound } : bound });
      }
      pass.setPipeline(kernel);
      pass.setBindGroup(0, device.createBindGroup({ layout: kernel.getBindGroupLayout(0), entries }));
      pass.dispatchWorkgroups(...groups);
    });
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    this.#uniforms?.destroy();
    this.#uniforms = null;
  }
}
