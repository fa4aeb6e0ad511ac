import {
  ALL_FORMATS, BlobSource, BufferTarget, Conversion, ConversionCanceledError, getFirstEncodableVideoCodec, Input, Mp4OutputFormat, Output, Quality, WebMOutputFormat,
} from 'mediabunny';
import type { VideoCodec } from 'mediabunny';
import { messages } from '../messages.ts';
import type { OverlayVideo, OverlayVideoRequest } from './export-service.ts';
import { OverlayPainter } from './overlay-painter.ts';

interface Container {
  readonly codec: VideoCodec;
  readonly type: OverlayVideo['type'];
}

/** H.264 in MP4 plays everywhere; browsers without an encoder for it make WebM. */
async function encodable(width: number, height: number): Promise<Container | null> {
  const size = { width, height };
  const avc = await getFirstEncodableVideoCodec(['avc'], size);
  if (avc !== null) return { codec: avc, type: 'video/mp4' };
  const open = await getFirstEncodableVideoCodec(['vp9', 'vp8', 'av1'], size);
  return open === null ? null : { codec: open, type: 'video/webm' };
}

/** Encoders of 4:2:0 pictures want even sides. */
function even(side: number): number {
  return Math.max(2, side - (side % 2));
}

/**
 * The video again with its map burnt in: every frame at its own time, upright, at its displayed size; sound goes along where the container takes it.
 * @param onProgress told the share that is done, 0–1.
 * @throws Error with one sentence; an abort error when the signal fires.
 */
export async function overlayVideo({ file, firstTimestampS, chunks, maps, overlay }: OverlayVideoRequest, onProgress: (share: number) => void, signal: AbortSignal): Promise<OverlayVideo> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new Error(messages.exports.noFrame);
    const [width, height] = [even(await track.getDisplayWidth()), even(await track.getDisplayHeight())];
    const container = await encodable(width, height);
    if (container === null) throw new Error(messages.exports.noEncoder);
    const painter = new OverlayPainter(chunks, maps, overlay);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error(messages.exports.noPicture);
    const target = new BufferTarget();
    const output = new Output({ format: container.type === 'video/mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(), target });
    const conversion = await Conversion.init({
      input,
      output,
      tracks: 'primary',
      showWarnings: false,
      // Results count from the first frame.
      trim: { start: firstTimestampS },
      video: {
        codec: container.codec,
        quality: new Quality('high'),
        width,
        height,
        fit: 'fill',
        alpha: 'discard',
        allowTransformationMetadata: false,
        process: async (sample) => {
          sample.draw(context, 0, 0, width, height);
          await painter.paint(context, sample.timestamp);
          return canvas;
        },
      },
    });
    if (!conversion.utilizedTracks.some((used) => used.type === 'video')) throw new Error(messages.exports.noEncoder);
    conversion.onProgress = onProgress;
    const cancel = (): void => void conversion.cancel();
    signal.throwIfAborted();
    signal.addEventListener('abort', cancel);
    try {
      await conversion.execute();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ConversionCanceledError) throw new DOMException('Cancelled.', 'AbortError');
      throw new Error(messages.exports.encodingFailed, { cause: error });
    } finally {
      signal.removeEventListener('abort', cancel);
    }
    if (target.buffer === null) throw new Error(messages.exports.encodingFailed);
    return { bytes: target.buffer, type: container.type };
  } finally {
    input.dispose();
  }
}
