import * as Comlink from 'comlink';
import { messages } from '../messages.ts';
import type { ExportService } from './export-service.ts';

/** Starts the export worker for one piece of work; it ends with it. @throws what the work throws, or Error with one sentence when the worker dies. */
export async function withExportWorker<T>(work: (service: Comlink.Remote<ExportService>) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module', name: 'fovea-export' });
  const gone = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new Error(messages.exports.stopped));
    });
  });
  try {
    return await Promise.race([work(Comlink.wrap<ExportService>(worker)), gone]);
  } finally {
    worker.terminate();
  }
}
