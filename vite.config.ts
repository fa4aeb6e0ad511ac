import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  base: './',
  worker: { format: 'es' },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
  // The wasm and .fovea files are fetched by URL, so that the worker can stream them.
  assetsInclude: ['**/*.fovea'],
});
