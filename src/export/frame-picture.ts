import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny';
import { messages } from '../messages.ts';
import type { FrameRequest } from './export-service.ts';
import { OverlayPainter } from './overlay-painter.ts';

const JPEG_QUALITY = 0.85;

function canvasFor(width: number, height: number, mostWidth: number | null): OffscreenCanvas {
  const scale = mostWidth === null ? 1 : Math.min(1, mostWidth / width);
  return new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
}

async function stillPicture({ file, mostWidth }: FrameRequest): Promise<OffscreenCanvas> {
  const bitmap = await createImageBitmap(file);
  try {
    const canvas = canvasFor(bitmap.width, bitmap.height, mostWidth);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    bitmap.close();
  }
}

async function videoPicture({ file, timeS, firstTimestampS, mostWidth }: FrameRequest): Promise<OffscreenCanvas> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    // A hair later: times are rounded on their way, and the frame before is another picture.
    const sample = track === null ? null : await new VideoSampleSink(track).getSample(timeS + firstTimestampS + 1e-4);
    if (sample === null) throw new Error('no frame');
    try {
      const canvas = canvasFor(sample.displayWidth, sample.displayHeight, mostWidth);
      const context = canvas.getContext('2d');
      if (context !== null) sample.draw(context, 0, 0, canvas.width, canvas.height);
      return canvas;
    } finally {
      sample.close();
    }
  } finally {
    input.dispose();
  }
}

/** The frame shown at a moment, decoded from the file itself, with its map over it. @throws Error with one sentence. */
export async function framePicture(request: FrameRequest): Promise<Blob> {
  const canvas = await (request.still ? stillPicture(request) : videoPicture(request)).catch((cause: unknown) => {
    throw new Error(messages.exports.noFrame, { cause });
  });
  const context = canvas.getContext('2d');
  if (request.overlay !== null && context !== null) await new OverlayPainter(request.chunks, request.maps, request.overlay).paint(context, request.timeS);
  return canvas.convertToBlob({ type: request.type, quality: JPEG_QUALITY });
}
