import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The model is the largest file that the page needs offline. */
const LARGEST_BYTES = 16_000_000;

/**
 * Makes the page installable and writes its service worker, `sw.js`: it keeps the page, its workers, the wasm files, the model and the sample clip,
 * as the server sent them with all headers, so that the page stays isolated offline. CLIP is loaded on demand from elsewhere and left out.
 */
export function offline(): Plugin[] {
  return VitePWA({
    // The page itself registers it and asks before it takes a new version (src/offline).
    injectRegister: false,
    registerType: 'prompt',
    filename: 'sw.js',
    manifest: {
      name: 'Fovea',
      short_name: 'Fovea',
      description: 'Scores the quality of a video as people would, on this machine.',
      lang: 'en',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#f5f4f0',
      theme_color: '#0e4f57',
      icons: [
        { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
    workbox: {
      globPatterns: ['**/*.{html,js,css,wasm,fovea,svg,png,mp4}'],
      globIgnores: ['**/ort-*', '**/clip-*', 'sw.js'],
      // CLIP's scripts and wasm file are kept by the CLIP worker once somebody has turned it on.
      runtimeCaching: [{ urlPattern: ({ url }) => /\/assets\/(?:clip|ort)-/.test(url.pathname), handler: 'CacheFirst', options: { cacheName: 'fovea-clip-code' } }],
      maximumFileSizeToCacheInBytes: LARGEST_BYTES,
      // A parameter of the address changes nothing of the file.
      ignoreURLParametersMatching: [/./],
      cleanupOutdatedCaches: true,
      clientsClaim: false,
      skipWaiting: false,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  });
}
