import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';

/** Below this, in milliseconds, a difference of timestamps says little: browsers round them to a tenth of a millisecond. */
const LEAST_STAMPED = 0.5;

const STAMP_BYTES = 8;

/** Times what is queued on a backend: by the device's own timestamps where it has them, else by the clock until the queue is empty. */
export class GpuStopwatch {
  readonly #stamps: GPUQuerySet | null;

  constructor(readonly backend: WebGPUBackend) {
    const { device } = backend;
    this.#stamps = device.features.has('timestamp-query') ? device.createQuerySet({ type: 'timestamp', count: 2 }) : null;
  }

  /** Milliseconds that the device takes for what `work` queues; nothing else may be queued meanwhile. */
  async measure(work: () => void): Promise<number> {
    const { backend } = this;
    const { queue } = backend.device;
    this.#submit();
    await queue.onSubmittedWorkDone();
    const began = performance.now();
    this.#stamp('beginningOfPassWriteIndex', 0);
    work();
    this.#submit();
    this.#stamp('endOfPassWriteIndex', 1);
    await queue.onSubmittedWorkDone();
    const byClock = performance.now() - began;
    const stamped = await this.#difference();
    return stamped >= LEAST_STAMPED ? stamped : byClock;
  }

  dispose(): void {
    this.#stamps?.destroy();
  }

  /** What tfjs has recorded so far, or nothing. */
  #submit(): void {
    const { backend } = this;
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.submitQueue();
  }

  /** A pass that does nothing but note the time. */
  #stamp(when: 'beginningOfPassWriteIndex' | 'endOfPassWriteIndex', index: number): void {
    if (this.#stamps === null) return;
    const { device } = this.backend;
    const encoder = device.createCommandEncoder();
    encoder.beginComputePass({ timestampWrites: { querySet: this.#stamps, [when]: index } }).end();
    device.queue.submit([encoder.finish()]);
  }

  /** Milliseconds between the two stamps; NaN without any. */
  async #difference(): Promise<number> {
    if (this.#stamps === null) return NaN;
    const { device } = this.backend;
    const resolved = device.createBuffer({ size: 2 * STAMP_BYTES, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
    const copy = device.createBuffer({ size: 2 * STAMP_BYTES, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
    try {
      const encoder = device.createCommandEncoder();
      encoder.resolveQuerySet(this.#stamps, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, copy, 0, 2 * STAMP_BYTES);
      device.queue.submit([encoder.finish()]);
      await copy.mapAsync(GPUMapMode.READ);
      const [from = 0n, to = 0n] = new BigUint64Array(copy.getMappedRange());
      return Number(to - from) / 1e6;
    } finally {
      resolved.destroy();
      copy.destroy();
    }
  }
}
