import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, chromiumPath } from './scripts/chromium.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node' } },
      {
        // The media server gives the browser the clips that ffmpeg makes in globalSetup.
        // As `npm start` serves the page: without isolation there are no wasm threads to test.
        server: { headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' } },
        publicDir: 'test/fixtures',
        assetsInclude: ['**/*.fovea'],
        // Found only when a worker imports it, it would be bundled in the middle of a test, which starts the page anew.
        optimizeDeps: { include: ['react', 'react-dom/client', 'react/jsx-dev-runtime', 'zustand', 'zustand/vanilla', '@huggingface/transformers', '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js'] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/fixtures/make-media.ts'],
          testTimeout: 120_000,
          // SwiftShader takes every core: side by side, media tests would wait for it until they time out.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            // Shared memory is cleared by a loop in the shader: SwiftShader's own way takes a second to compile for every shader that has any.
            provider: playwright({ launchOptions: { executablePath: chromiumPath(), args: [...CHROMIUM_ARGS, '--disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension'] } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/fixtures/make-media.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
