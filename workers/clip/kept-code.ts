/** The scripts and the wasm file that CLIP needs, kept for offline use. The service worker keeps the page; these it leaves out, as most people never need them. */

/** The cache that the service worker answers from. */
export const CLIP_CODE_CACHE = 'fovea-clip-code';

/** Keeps what this worker was loaded from, and drops what an earlier version was. A browser that refuses costs only the use offline. */
export async function keepCode(): Promise<void> {
  try {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    const wanted = new Set([self.location.href, ...loaded].filter((url) => new URL(url).origin === self.location.origin));
    const cache = await caches.open(CLIP_CODE_CACHE);
    for (const { url } of await cache.keys()) if (!wanted.delete(url)) await cache.delete(url);
    await cache.addAll([...wanted]);
  } catch {
    // Private windows refuse the cache.
  }
}
