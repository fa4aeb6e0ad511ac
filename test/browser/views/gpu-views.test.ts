import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHUNK_FRAMES } from '../../../models/architecture.ts';
import { standstill, stepChanges } from '../../../models/ops/standstill.ts';
import type { DeclaredColour } from '../../../workers/views/colour-conversion.ts';
import { FrameViews } from '../../../workers/views/frame-views.ts';
import { allocateChunk, chunkMemoryCount, freeChunk, type ChunkMemory } from '../../../workers/views/gpu/chunk-memory.ts';
import { compareViews, externalKernel, importsExternally } from '../../../workers/views/gpu/external-frames.ts';
import { GpuFrameViews } from '../../../workers/views/gpu/gpu-frame-views.ts';
import { readBack, viewBytes } from '../../../workers/views/gpu/read-back.ts';
import type { Orientation } from '../../../workers/views/orientation.ts';
import { VIEW_BYTES } from '../../../workers/views/view-size.ts';
import type { MediaName } from '../../fixtures/media-path.ts';
import { emptyViews, firstFrame, meanDifference, type Views } from './reference.ts';

let device: GPUDevice;
let memory: ChunkMemory;

beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error('No WebGPU.');
  device = await adapter.requestDevice();
  memory = allocateChunk(device);
});

afterAll(() => {
  freeChunk(memory);
  expect(chunkMemoryCount()).toBe(0);
  device.destroy();
});

const view = async (buffer: GPUBuffer, place: number): Promise<Uint8Array> =>
  viewBytes((await readBack(device, buffer, (place + 1) * VIEW_BYTES)).subarray(place * VIEW_BYTES));

/** Views of a frame from the processor and from the GPU. @param global whether the whole picture is wanted: if not, patches are copied one by one. */
async function bothWays(frame: VideoFrame, global: boolean, orientation?: Orientation, declared?: DeclaredColour): Promise<{ processor: Views; gpu: Views }> {
  const errors: string[] = [];
  device.onuncapturederror = ({ error }) => errors.push(error.message);
  const gpuViews = await GpuFrameViews.start(device, orientation, declared);
  try {
    const processor = emptyViews();
    await new FrameViews(orientation, declared).ofFrame(frame, 3, { fragments: processor.fragments, global: global ? processor.global : null });
    await gpuViews.ofFrame(frame, 3, { memory, global: global ? { first: 1, count: 1 } : null, fragments: { first: 2, count: 2 } });
    const gpu = { global: global ? await view(memory.global, 1) : emptyViews().global, fragments: await view(memory.fragments, 3) };
    expect(meanDifference(await view(memory.fragments, 2), gpu.fragments)).toBe(0);
    expect(errors).toEqual([]);
    return { processor, gpu };
  } finally {
    gpuViews.dispose();
  }
}

async function expectSame(frame: VideoFrame, orientation?: Orientation, declared?: DeclaredColour): Promise<void> {
  try {
    for (const global of [true, false]) {
      const { processor, gpu } = await bothWays(frame, global, orientation, declared);
      // Allowed is a mean of 1; the same whole numbers are computed in the same way, so that there is none.
      expect(meanDifference(gpu.global, processor.global)).toBe(0);
      expect(meanDifference(gpu.fragments, processor.fragments)).toBe(0);
    }
  } finally {
    frame.close();
  }
}

/** Colours and detail everywhere, in any layout that can be made by hand. */
function madeFrame(format: 'I420' | 'NV12' | 'I444' | 'RGBA', width: number, height: number, matrix: 'bt709' | 'smpte170m' | 'rgb', fullRange: boolean): VideoFrame {
  const half = Math.ceil(width / 2) * Math.ceil(height / 2);
  const samples = { I420: width * height + 2 * half, NV12: width * height + 2 * half, I444: 3 * width * height, RGBA: 4 * width * height }[format];
  const data = Uint8Array.from({ length: samples }, (_, i) => (Math.imul(i, 2654435761) >>> 24) / 4 + ((i * 13) % 160));
  return new VideoFrame(data, { format, codedWidth: width, codedHeight: height, timestamp: 0, colorSpace: { matrix, primaries: 'bt709', transfer: 'bt709', fullRange } });
}

describe('views made on the GPU are those of the processor, to the step', () => {
  it.each<[MediaName]>([
    ['bt601.mp4'], ['bt709.mp4'], ['full-range.mp4'], ['unspecified-sd.mp4'], ['1080p.mp4'], ['tiny.mp4'], ['vp9-10bit.webm'], ['h264-422.mp4'], ['h264-444.mp4'],
    ['odd-size.mp4'], ['odd-size.webm'], ['hdr-pq.webm'], ['alpha.webm'], ['rotated-90.mp4'], ['rotated-180.mp4'], ['rotated-270.mp4'],
  ])('%s', async (name) => {
    const { frame, orientation, declared } = await firstFrame(name);
    await expectSame(frame, orientation, declared);
  });

  it.each([
    ['I420', 640, 362, 'bt709', false], ['I420', 641, 363, 'smpte170m', true], ['NV12', 802, 450, 'bt709', false], ['NV12', 641, 363, 'smpte170m', true],
    ['I444', 301, 233, 'bt709', true], ['RGBA', 800, 600, 'rgb', true],
  ] as const)('%s of %i × %i, %s, full range %s, turned and mirrored', async (format, width, height, matrix, fullRange) => {
    await expectSame(madeFrame(format, width, height, matrix, fullRange), { rotation: 90, flip: true });
  });
});

describe('what stands still', () => {
  it('is the same as from bytes, for a chunk that moves, one that is frozen, and a photograph', async () => {
    const views = await GpuFrameViews.start(device);
    const bytes = new Uint8Array(CHUNK_FRAMES * VIEW_BYTES);
    for (const frozen of [false, true]) {
      const frame = new FrameViews();
      for (let slot = 0; slot < CHUNK_FRAMES; slot += 1) {
        const picture = madeFrame('I420', frozen ? 320 : 320 + 2 * slot, 240, 'bt709', true);
        await frame.ofFrame(picture, 0, { global: null, fragments: bytes.subarray(slot * VIEW_BYTES, (slot + 1) * VIEW_BYTES) });
        await views.ofFrame(picture, 0, { memory, global: null, fragments: { first: slot, count: 1 } });
        picture.close();
      }
      for (const still of [false, true]) {
        views.finish(memory, still);
        const expected = standstill(stepChanges(bytes, CHUNK_FRAMES), still);
        const values = await readBack(device, memory.standing, 4);
        expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
      }
    }
    views.dispose();
  });
});

describe('external textures', () => {
  // A software adapter refuses them; where one takes them, the views above were made from them only if they were the same.
  it('have a shader that compiles, and are left alone where the device refuses them', async () => {
    await externalKernel(device);
    const frame = madeFrame('I420', 320, 240, 'bt709', false);
    expect(importsExternally(device, frame)).toBe(false);
    frame.close();
  });

  it('count only where they show what the planes show, on a picture that can tell', () => {
    const colours = Uint8Array.from({ length: VIEW_BYTES }, (_, i) => (i * 37) % 200);
    expect(compareViews(colours.map((value, i) => value + (i % 2)), colours)).toBe('same');
    expect(compareViews(colours.map((value) => Math.round(16 + (value * 219) / 255)), colours)).toBe('other');
    const grey = colours.map((_, i) => Math.floor(i / 3) % 200);
    expect(compareViews(grey, grey)).toBe('no-telling');
    expect(compareViews(new Uint8Array(VIEW_BYTES), new Uint8Array(VIEW_BYTES))).toBe('no-telling');
  });
});
