import { messages } from '../messages.ts';
import { CURVE_HEIGHT, CURVE_WIDTH, curveSvg } from './curve-svg.ts';
import type { CurvePicture } from './curve-svg.ts';

/** Twice the pixels of the drawing, for slides and print. */
const SCALE = 2;

/** The curve as a PNG of 2400×800 pixels. @throws Error with one sentence. */
export async function curvePng(picture: CurvePicture): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([curveSvg(picture)], { type: 'image/svg+xml' }));
  try {
    const image = new Image(CURVE_WIDTH * SCALE, CURVE_HEIGHT * SCALE);
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext('2d')?.drawImage(image, 0, 0, image.width, image.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } catch (cause) {
    throw new Error(messages.exports.noPicture, { cause });
  } finally {
    URL.revokeObjectURL(url);
  }
}
