/** Starts the scoring worker. */
export function startScoringWorker(): Worker {
  return new Worker(new URL('../../workers/scoring-worker.ts', import.meta.url), { type: 'module', name: 'fovea-scoring' });
}
