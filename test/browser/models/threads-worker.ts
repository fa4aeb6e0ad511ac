import { expose } from 'comlink';
import { startEngine } from '../../../models/backend.ts';
import { goldenViews } from '../../../models/golden-input.ts';
import type { ModelFile } from '../../../models/model-file.ts';
import type { ChunkOutputs } from '../../../models/quality-model.ts';
import { endThreads, readyThreads, usedThreads, useThreads } from '../../../models/wasm-backend.ts';

/** Threads that computed, and what came out. */
export interface ThreadedRun {
  readonly threads: number;
  readonly outputs: ChunkOutputs;
}

const service = {
  /** The golden pictures at full size on one thread, on several, and on one again. */
  async run(file: ModelFile, threads: number): Promise<{ readonly ready: number; readonly runs: ThreadedRun[] }> {
    const { model } = await startEngine(file, 'wasm', [], threads);
    const views = goldenViews(1, 224);
    const run = async (): Promise<ThreadedRun> => ({ threads: usedThreads(), outputs: await model.run(views) });
    const ready = readyThreads();
    const runs = [await run()];
    useThreads(threads);
    runs.push(await run());
    endThreads();
    runs.push(await run());
    return { ready, runs };
  },
};

export type ThreadsService = typeof service;

expose(service);
