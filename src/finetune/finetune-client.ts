import * as Comlink from 'comlink';
import type { FinetuneOutcome, FinetuneProgress, FinetuneRequest, FinetuneService } from '../../workers/finetune-service.ts';

/** One fine-tuning under way. */
export interface FinetuneRun {
  /** @throws Error with one sentence; an abort error after {@link cancel}. */
  readonly outcome: Promise<FinetuneOutcome>;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly cancel: () => void;
}

/** Starts the fine-tuning worker for one run; it ends with the run. */
export function startFinetune(request: FinetuneRequest, onProgress: (progress: FinetuneProgress) => void): FinetuneRun {
  const worker = new Worker(new URL('../../workers/finetune-worker.ts', import.meta.url), { type: 'module', name: 'fovea-finetune' });
  const service = Comlink.wrap<FinetuneService>(worker);
  const gone = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error(event.message === '' ? 'The fine-tuning worker stopped.' : event.message));
    });
  });
  const outcome = Promise.race([service.train(Comlink.transfer(request, [request.parent]), Comlink.proxy(onProgress)), gone]).finally(() => worker.terminate());
  return {
    outcome,
    pause: () => void service.pause(),
    resume: () => void service.resume(),
    cancel: () => void service.cancel(),
  };
}
