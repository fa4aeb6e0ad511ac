import { backend } from './tensors.ts';
import { graphicsDevice } from './webgpu/graphics-device.ts';

/** Tells when the graphics device under a backend is gone or out of memory: tfjs does not look, and then computes zeros. */
export interface DeviceWatch {
  /** Why results can no longer be trusted, as the middle of a sentence; null while they can. */
  fault(): string | null;
  /** Fires then, with an Error of that text as its reason. */
  readonly gone: AbortSignal;
  /** Takes the device away, as a driver that is reset does. */
  lose(): void;
  close(): void;
}

function member(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[name] : undefined;
}

/** Watches the device of the current backend; wasm and cpu have none to lose. */
export function watchDevice(): DeviceWatch {
  let fault: string | null = null;
  const leaving = new AbortController();
  const report = (reason: string): void => {
    fault ??= reason;
    leaving.abort(new Error(fault));
  };
  const closing = new AbortController();
  const options = { signal: closing.signal };
  let lose = (): void => undefined;

  const device = graphicsDevice();
  if (device !== null) {
    void device.lost.then(() => {
      if (!closing.signal.aborted) report('the graphics device was lost');
    });
    device.addEventListener('uncapturederror', (event) => {
      if (event.error instanceof GPUOutOfMemoryError) report('the graphics memory is full');
    }, options);
    lose = () => device.destroy();
  }
  const gl = member(member(backend(), 'gpgpu'), 'gl');
  if (typeof WebGL2RenderingContext !== 'undefined' && gl instanceof WebGL2RenderingContext) {
    gl.canvas.addEventListener('webglcontextlost', () => report('the graphics device was lost'), options);
    lose = () => gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
  return { fault: () => fault, gone: leaving.signal, lose, close: () => closing.abort() };
}
