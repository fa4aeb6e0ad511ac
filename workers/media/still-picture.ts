import type { ChunkTimes, ChunkViews, OpenMedia } from '../media.ts';
import { MediaError } from '../media.ts';
import { CHUNK_FRAMES } from '../../models/architecture.ts';
import { CanvasReader } from '../views/canvas-picture.ts';
import { FrameViews } from '../views/frame-views.ts';
import { ChunkAssembly, runsOf } from './chunk-assembly.ts';

/** A still is one chunk without length that shows its one frame eight times. */
const STILL_CHUNK: ChunkTimes = { index: 0, startS: 0, endS: 0, frameTimesS: new Array<number>(CHUNK_FRAMES).fill(0), still: true };

/**
 * Opens a picture as the browser shows it: turned as its EXIF data say, in sRGB. Transparent pixels keep their colours.
 * @param format png, jpeg, webp or avif. @param forClip whether CLIP's view is wanted.
 * @throws MediaError when it cannot be decoded.
 */
export async function openStillPicture(file: File, format: string, forClip: boolean): Promise<OpenMedia> {
  const decode = async (): Promise<ImageBitmap> => {
    try {
      return await createImageBitmap(file, { premultiplyAlpha: 'none' });
    } catch (cause) {
      throw new MediaError('decode', 'The picture is damaged: the browser cannot decode it.', { cause });
    }
  };
  const { width, height } = await sizeOf(decode);
  async function* views(signal: AbortSignal, from = 0): AsyncGenerator<ChunkViews, void, undefined> {
    signal.throwIfAborted();
    if (from > 0) return;
    const bitmap = await decode();
    const chunk = new ChunkAssembly(STILL_CHUNK, forClip);
    try {
      const picture = readPixels(bitmap);
      for (const run of runsOf(STILL_CHUNK.frameTimesS)) {
        new FrameViews().ofPicture(picture, 0, chunk.wanted(run));
        chunk.repeat(run);
      }
    } finally {
      bitmap.close();
    }
    signal.throwIfAborted();
    yield chunk.finish();
  }
  return {
    info: {
      durationS: 0, width, height, rotation: 0, fps: 0, codec: format, container: format,
      hdr: false, still: true, frameCount: 1, kbps: 0, firstTimestampS: 0,
    },
    chunkCount: 1,
    notes: [],
    views,
    frames: null,
    late: () => Promise.resolve([]),
    close: () => undefined,
  };
}

/** The picture is decoded twice rather than held: between opening and scoring a long queue may lie. */
async function sizeOf(decode: () => Promise<ImageBitmap>): Promise<{ width: number; height: number }> {
  const bitmap = await decode();
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}

function readPixels(bitmap: ImageBitmap) {
  try {
    return new CanvasReader().read(bitmap, bitmap.width, bitmap.height);
  } catch (cause) {
    throw new MediaError('size', `The picture is too large for this browser: ${bitmap.width} × ${bitmap.height} pixels.`, { cause });
  }
}
