import { beforeAll, describe, expect, it } from 'vitest';
import type { BackendName } from '../../../models/backend-name.ts';
import { startEngine } from '../../../models/backend.ts';
import { memory } from '../../../models/tensors.ts';
import { graphicsDevice } from '../../../models/webgpu/graphics-device.ts';
import { deleteFeatureDatabase } from '../../../workers/feature-database.ts';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import { scoreFile } from '../../../workers/score-file.ts';
import type { MappedResult } from '../../../src/export/exported-result.ts';
import type { MappedChunk, WorkerEvent } from '../../../workers/scoring-types.ts';
import { chunkMemoryCount } from '../../../workers/views/gpu/chunk-memory.ts';
import { madeOnGpu, viewsOf, type ChunkBatch } from '../../../workers/views/gpu/gpu-chunk-views.ts';
import { shippedModel } from '../models/parity-fixture.ts';

const SETTINGS = { backend: 'auto', chunkSeconds: 1, coverage: 'all' } as const;

/** Scores the one-chunk clip on a backend. @param trunk names the feature cache's entry: another one is another computation. */
async function score(backend: BackendName, trunk: string): Promise<MappedResult> {
  const file = new File([await (await fetch('/media/short.mp4')).blob()], 'short.mp4');
  const { model } = await startEngine(await shippedModel(), backend);
  let onGpu = false;
  const engine = {
    backend,
    header: model.header,
    trunk,
    device: backend === 'webgpu' ? graphicsDevice() : null,
    run: (chunks: ChunkBatch) => {
      onGpu ||= madeOnGpu(chunks);
      return model.runTogether(viewsOf(chunks));
    },
    runHeads: (features: Float32Array, cellTerms: Float32Array) => model.runHeads(features, cellTerms),
  };
  try {
    const chunks: MappedChunk[] = [];
    const onEvent = (event: WorkerEvent): void => {
      if (event.kind === 'chunk') chunks.push(event.chunk);
    };
    return { ...(await scoreFile(engine, openMediaFile, file, SETTINGS, onEvent, new AbortController().signal)), chunks };
  } finally {
    model.dispose();
    expect(onGpu).toBe(backend === 'webgpu');
    expect(memory().numTensors).toBe(0);
    expect(openFrameCount()).toBe(0);
    expect(chunkMemoryCount()).toBe(0);
  }
}

describe('one video', () => {
  let wasm: MappedResult;
  beforeAll(async () => {
    await deleteFeatureDatabase();
    wasm = await score('wasm', 'wasm');
  });

  // Plain JavaScript and SwiftShader need half a minute a chunk, several times that on a busy machine.
  it.each(['cpu', 'webgpu'] as const)('has the same score on %s as on wasm, whose views are made on the processor', { timeout: 600_000 }, async (backend) => {
    const other = await score(backend, backend);
    expect(other.status).toBe('ok');
    expect(Math.abs((other.score?.mos ?? NaN) - (wasm.score?.mos ?? NaN))).toBeLessThan(0.01);
    expect(Math.abs((other.score?.high ?? NaN) - (wasm.score?.high ?? NaN))).toBeLessThan(0.01);
  });

  it('has the same score to the bit from kept features', async () => {
    const again = await score('wasm', 'wasm');
    expect(again.featureKey).toBe(wasm.featureKey);
    expect(again.score).toEqual(wasm.score);
    expect(again.chunks).toEqual(wasm.chunks);
  });

  it('has cells that add up to its score', () => {
    const chunk = wasm.chunks[0];
    expect(chunk?.cells).toHaveLength(49);
    expect(chunk?.cells.reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(chunk?.mos ?? NaN, 4);
  });
});
