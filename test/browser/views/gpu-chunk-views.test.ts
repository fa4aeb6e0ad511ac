import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHUNK_FRAMES, GLOBAL_FRAMES } from '../../../models/architecture.ts';
import { startMediaWorker, type MediaClient } from '../../../workers/media-client.ts';
import type { ChunkViews, OpenMedia } from '../../../workers/media.ts';
import { openFrameCount } from '../../../workers/media/open-frames.ts';
import { chunkMemoryCount } from '../../../workers/views/gpu/chunk-memory.ts';
import { gpuChunkViews, type GpuChunkViews } from '../../../workers/views/gpu/gpu-chunk-views.ts';
import { readBack, viewBytes } from '../../../workers/views/gpu/read-back.ts';
import { VIEW_BYTES } from '../../../workers/views/view-size.ts';
import type { MediaName } from '../../fixtures/media-path.ts';
import { mediaFile } from '../media/fetch-media.ts';
import { expectSameChunks } from '../media/same-bytes.ts';

let device: GPUDevice;
let media: MediaClient;

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error('No WebGPU.');
  device = await adapter.requestDevice();
  media = startMediaWorker();
});

afterAll(() => device.destroy());

async function opened<T>(name: MediaName, work: (video: OpenMedia) => Promise<T>): Promise<T> {
  const video = await media.openMediaFile(await mediaFile(name), { chunkSeconds: 0.5, coverage: 'all' });
  try {
    return await work(video);
  } finally {
    video.close();
    await expect.poll(() => media.openFrames()).toBe(0);
    expect(openFrameCount()).toBe(0);
    expect(chunkMemoryCount()).toBe(0);
  }
}

function onGpu({ frames }: OpenMedia, most: number, signal: AbortSignal, from = 0): AsyncGenerator<GpuChunkViews, void, undefined> {
  if (frames === null) throw new Error('A video has frames.');
  return gpuChunkViews(frames, device, most, signal, from);
}

async function asBytes({ gpu, ...chunk }: GpuChunkViews): Promise<ChunkViews> {
  const read = async (buffer: GPUBuffer, views: number): Promise<Uint8Array> => viewBytes(await readBack(device, buffer, views * VIEW_BYTES));
  return { ...chunk, global: await read(gpu.global, GLOBAL_FRAMES.length), fragments: await read(gpu.fragments, CHUNK_FRAMES) };
}

describe('chunks whose views are made on the GPU', () => {
  // Standing frames, frames that repeat over a border of chunks, and a first chunk that is left out.
  it.each<[MediaName, from: number]>([['vfr.mkv', 3], ['freeze.mkv', 4]])('%s: the same as on the processor, from frames that another worker decodes', async (name, from) => {
    await opened(name, async (video) => {
      const signal = new AbortController().signal;
      const expected: ChunkViews[] = [];
      for await (const chunk of video.views(signal, from)) expected.push(chunk);
      const actual: ChunkViews[] = [];
      for await (const chunk of onGpu(video, 1, signal, from)) {
        actual.push(await asBytes(chunk));
        chunk.release();
      }
      expect(actual.map(({ still }) => still)).toEqual(expected.map(({ still }) => still));
      expectSameChunks(actual, expected);
    });
  });

  it('wait for memory that is out, and let go of it when nobody wants more', async () => {
    await opened('h264.mp4', async (video) => {
      const controller = new AbortController();
      const chunks = onGpu(video, 2, controller.signal);
      const first = await chunks.next();
      const second = await chunks.next();
      expect(chunkMemoryCount()).toBe(2);
      let third: unknown = null;
      const waiting = chunks.next().then((step) => (third = step), (error: unknown) => (third = error));
      // It has its next frame in hand and waits.
      await expect.poll(() => openFrameCount()).toBe(1);
      expect(third).toBe(null);
      first.value?.release();
      await waiting;
      expect(third).toMatchObject({ done: false, value: { index: 2 } });
      const fourth = chunks.next();
      controller.abort();
      await expect(fourth).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
      second.value?.release();
      (third as IteratorYieldResult<GpuChunkViews>).value.release();
    });
  });
});
