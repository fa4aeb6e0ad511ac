import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contentPolicy } from './scripts/content-policy-plugin.ts';
import { offline } from './scripts/offline-plugin.ts';

export default defineConfig({
  plugins: [react(), contentPolicy(), offline()],
  base: './',
  worker: { format: 'es' },
  // The content policy has no room for the polyfill, and every browser with WebCodecs preloads modules.
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500, modulePreload: { polyfill: false } },
  // The wasm and .fovea files are fetched by URL, so that the worker can stream them.
  assetsInclude: ['**/*.fovea'],
});
