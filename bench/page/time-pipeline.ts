import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny';
import { BACKEND_NAMES } from '../../models/backend-name.ts';
import { startEngine, type Engine } from '../../models/backend.ts';
import { deleteFeatureDatabase } from '../../workers/feature-database.ts';
import { graphicsDevice } from '../../models/webgpu/graphics-device.ts';
import { startMediaWorker, type MediaClient } from '../../workers/media-client.ts';
import { openMediaFile } from '../../workers/media/open-media.ts';
import { scoreFile } from '../../workers/score-file.ts';
import { gpuChunkViews, viewsOf } from '../../workers/views/gpu/gpu-chunk-views.ts';
import type { PipelineStage } from './bench-service.ts';
import { computeOn } from './compute-on.ts';
import { loadModel } from './load-model.ts';

/** End to end goes through the media worker, as on the page. */
let media: MediaClient | null = null;
let engine: Promise<Engine> | null = null;

/** Decodes every frame and closes it: the browser's own limit. */
async function decodeAll(file: File): Promise<number> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new Error('The clip has no video track.');
    for await (const sample of new VideoSampleSink(track).samples()) sample.close();
    return 0;
  } finally {
    input.dispose();
  }
}

/** Decodes, samples and cuts; nothing looks at the views. */
async function makeViews(file: File): Promise<number> {
  const opened = await openMediaFile(file, { chunkSeconds: 1, coverage: 'all' });
  let chunks = 0;
  try {
    for await (const views of opened.views(new AbortController().signal)) chunks += views.fragments.length > 0 ? 1 : 0;
  } finally {
    opened.close();
  }
  return chunks;
}

/** How many chunks may lie in the GPU's memory: as many as the largest batch and the next one. */
const GPU_CHUNKS = 8;

/** As {@link makeViews}, by the GPU of WebGPU's first choice; until the last of its work is done. */
async function makeGpuViews(file: File): Promise<number> {
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error('There is no WebGPU here.');
  const device = await adapter.requestDevice();
  const opened = await openMediaFile(file, { chunkSeconds: 1, coverage: 'all' });
  let chunks = 0;
  try {
    if (opened.frames === null) throw new Error('The clip is a picture.');
    for await (const { release } of gpuChunkViews(opened.frames, device, GPU_CHUNKS, new AbortController().signal, 0)) {
      chunks += 1;
      release();
    }
    await device.queue.onSubmittedWorkDone();
  } finally {
    opened.close();
    device.destroy();
  }
  return chunks;
}

async function score(file: File, starting: Promise<Engine>): Promise<number> {
  media ??= startMediaWorker();
  const { backend, model } = await starting;
  const settings = { backend: 'auto', chunkSeconds: 1, coverage: 'all' } as const;
  let chunks = 0;
  const result = await scoreFile(
    { backend, header: model.header, trunk: 'bench', run: (chunks) => model.runTogether(viewsOf(chunks)), device: backend === 'webgpu' ? graphicsDevice() : null, runHeads: (features, terms) => model.runHeads(features, terms) },
    media.openMediaFile, file, settings,
    ({ kind }) => {
      if (kind === 'chunk') chunks += 1;
    },
    new AbortController().signal,
  );
  if (result.status !== 'ok') throw new Error(result.error ?? 'The clip was not scored.');
  return chunks;
}

async function start(modelUrl: string, threads: number): Promise<Engine> {
  const made = await startEngine(await loadModel(modelUrl), 'auto', BACKEND_NAMES, threads);
  if (threads > 1) computeOn(threads);
  return made;
}

function runStage(file: File, stage: PipelineStage, starting: Promise<Engine>): Promise<number> {
  switch (stage) {
    case 'decode': return decodeAll(file);
    case 'views': return makeViews(file);
    case 'gpu-views': return makeGpuViews(file);
    case 'score': return score(file, starting);
  }
}

/** One clip, part of the way or all of it; the engine is warm and no features are kept. */
export async function timePipeline(modelUrl: string, file: File, stage: PipelineStage, threads: number): Promise<{ seconds: number; durationS: number; chunks: number }> {
  engine ??= start(modelUrl, threads);
  const starting = engine;
  if (stage === 'score') {
    await starting;
    // Without this the second run would score from the cache.
    await deleteFeatureDatabase();
  }
  const opened = await openMediaFile(file, { chunkSeconds: 1, coverage: 'all' });
  const { durationS } = opened.info;
  opened.close();
  const began = performance.now();
  const chunks = await runStage(file, stage, starting);
  return { seconds: (performance.now() - began) / 1000, durationS, chunks };
}
