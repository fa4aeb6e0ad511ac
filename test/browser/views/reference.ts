import { ALL_FORMATS, BlobSource, Input, VideoSampleSink } from 'mediabunny';
import type { DeclaredColour } from '../../../workers/views/colour-conversion.ts';
import type { Orientation } from '../../../workers/views/orientation.ts';
import { pictureOfPixels } from '../../../workers/views/canvas-picture.ts';
import { FrameViews } from '../../../workers/views/frame-views.ts';
import { VIEW_BYTES } from '../../../workers/views/view-size.ts';
import type { MediaName } from '../../fixtures/media-path.ts';

/** How long a painted first frame may be behind its data. */
const PAINTED_MS = 3000;

/** Both views of one frame. */
export interface Views {
  readonly global: Uint8Array;
  readonly fragments: Uint8Array;
}

export function emptyViews(): Views {
  return { global: new Uint8Array(VIEW_BYTES), fragments: new Uint8Array(VIEW_BYTES) };
}

/** The first frame of a clip and what its file says of it; the caller closes the frame. */
export async function firstFrame(name: MediaName): Promise<{ frame: VideoFrame; orientation: Orientation; declared: DeclaredColour }> {
  const response = await fetch(`/media/${name}`);
  const input = new Input({ source: new BlobSource(await response.blob()), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track === null) throw new Error(`${name} has no video.`);
    const sample = await new VideoSampleSink(track).getSample(await track.getFirstTimestamp());
    if (sample === null) throw new Error(`${name} has no frame.`);
    const frame = sample.toVideoFrame();
    sample.close();
    const { matrix, fullRange } = await track.getColorSpace();
    return { frame, orientation: { rotation: await track.getRotation(), flip: await track.getFlip() }, declared: { matrix: matrix ?? null, fullRange: fullRange ?? null } };
  } finally {
    input.dispose();
  }
}

/** The views of what a canvas shows of a source drawn at full size. */
export function viewsOfCanvas(source: CanvasImageSource, width: number, height: number, orientation?: Orientation): Views {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('No canvas.');
  context.drawImage(source, 0, 0, width, height);
  const views = emptyViews();
  new FrameViews(orientation).ofPicture(pictureOfPixels(context.getImageData(0, 0, width, height)), 1, views);
  return views;
}

/** The first picture that a `<video>` element shows of a clip, as a player would. */
export async function viewsOfPlayer(name: MediaName): Promise<Views> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  try {
    const shown = new Promise((resolve, reject) => {
      video.onerror = () => reject(new Error(video.error?.message ?? 'The player failed.'));
      video.requestVideoFrameCallback(resolve);
      // The callback waits for ever while the test's frame is not painted; the first frame is there a while after its data.
      video.onloadeddata = () => void setTimeout(resolve, PAINTED_MS);
    });
    video.src = `/media/${name}`;
    document.body.append(video);
    await shown;
    return viewsOfCanvas(video, video.videoWidth, video.videoHeight);
  } finally {
    video.removeAttribute('src');
    video.load();
    video.remove();
  }
}

/** Mean absolute difference in steps of 8-bit values. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? NaN)), 0) / a.length;
}
