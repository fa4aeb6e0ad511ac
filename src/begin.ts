import { startScoringWorker } from './scoring/start-worker.ts';
import { guardScripts } from './security/trusted-types.ts';

/** What comes before the page's own modules are evaluated, which takes a tenth of a second: scripts are guarded, and the first worker starts. */

guardScripts();
let first: Worker | null = startScoringWorker();

/** Starts a scoring worker, or hands out the one that is starting already: whoever takes that must listen before the next task, or misses its failure. */
export function startWorker(): Worker {
  const worker = first ?? startScoringWorker();
  first = null;
  return worker;
}
