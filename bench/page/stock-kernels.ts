import { registerKernel, type KernelConfig } from '@tensorflow/tfjs-core';
import type { BackendName } from '../../models/backend-name.ts';

/** Registers TensorFlow.js's own kernels of `tf.conv3d` and `tf.conv3dTranspose`, which the page does without. Call it before the backend starts. */
export async function registerStockKernels(backend: BackendName): Promise<void> {
  for (const kernel of await stockKernels(backend)) registerKernel(kernel);
}

async function stockKernels(backend: BackendName): Promise<KernelConfig[]> {
  switch (backend) {
    case 'webgpu': {
      const { conv3DConfig } = await import('@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv3D');
      const { conv3DBackpropInputV2Config } = await import('@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv3DBackpropInputV2');
      return [conv3DConfig, conv3DBackpropInputV2Config];
    }
    case 'webgl': {
      const { conv3DConfig } = await import('@tensorflow/tfjs-backend-webgl/dist/kernels/Conv3D');
      const { conv3DBackpropInputConfig } = await import('@tensorflow/tfjs-backend-webgl/dist/kernels/Conv3DBackpropInputV2');
      return [conv3DConfig, conv3DBackpropInputConfig];
    }
    case 'wasm': {
      const { conv3DConfig } = await import('@tensorflow/tfjs-backend-wasm/dist/kernels/Conv3D');
      const { conv3DBackpropInputV2Config } = await import('@tensorflow/tfjs-backend-wasm/dist/kernels/Conv3DBackpropInputV2');
      return [conv3DConfig, conv3DBackpropInputV2Config];
    }
    case 'cpu': {
      const { conv3DConfig } = await import('@tensorflow/tfjs-backend-cpu/dist/kernels/Conv3D');
      const { conv3DBackpropInputV2Config } = await import('@tensorflow/tfjs-backend-cpu/dist/kernels/Conv3DBackpropInputV2');
      return [conv3DConfig, conv3DBackpropInputV2Config];
    }
  }
}
