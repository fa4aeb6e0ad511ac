/** Starts the CLIP worker, which holds little before it is asked to load CLIP. */
export function startClipWorker(): Worker {
  return new Worker(new URL('../../workers/clip/clip-worker.ts', import.meta.url), { type: 'module', name: 'fovea-clip' });
}
