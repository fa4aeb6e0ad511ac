/** Compiles one shader. @throws Error with the compiler's first message. */
export async function computePipeline(device: GPUDevice, code: string, entryPoint = 'main'): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ code });
  try {
    return await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint } });
  } catch (cause) {
    const { messages } = await module.getCompilationInfo();
    throw new Error(`The graphics driver refuses a shader: ${messages[0]?.message ?? String(cause)}`, { cause });
  }
}
