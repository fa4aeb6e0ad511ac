/** Copies the first values of a buffer to the processor. @throws Error when the device is lost meanwhile. */
export async function readBack(device: GPUDevice, buffer: GPUBuffer, count: number): Promise<Float32Array<ArrayBuffer>> {
  const bytes = count * Float32Array.BYTES_PER_ELEMENT;
  const copy = device.createBuffer({ size: bytes, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, copy, 0, bytes);
    device.queue.submit([encoder.finish()]);
    const lost = device.lost.then(() => {
      throw new Error('the graphics device was lost');
    });
    // A lost device may leave the reader waiting for ever.
    await Promise.race([copy.mapAsync(GPUMapMode.READ), lost]);
    return new Float32Array(copy.getMappedRange().slice(0));
  } finally {
    copy.destroy();
  }
}

/** Views of 8-bit RGB from what the nets see, x / 127.5 − 1. */
export function viewBytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Math.round(((values[i] ?? 0) + 1) * 127.5);
  return bytes;
}
