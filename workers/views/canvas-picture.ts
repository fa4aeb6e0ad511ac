import type { Picture } from './picture.ts';

/** A picture of the RGBA pixels of a canvas, alpha unread. */
export function pictureOfPixels({ data, width, height }: ImageData): Picture {
  const plane = (offset: number) => ({ data, offset, stride: width * 4, step: 4, width, height });
  return { width, height, planes: [plane(0), plane(1), plane(2)], shiftX: 0, shiftY: 0, bits: 8, conversion: null };
}

/** Draws what the browser alone can convert (HDR, opaque hardware frames, pictures) and reads the pixels back. */
export class CanvasReader {
  #context: OffscreenCanvasRenderingContext2D | null = null;

  /**
   * The picture as the browser shows it, in sRGB, not turned and without pixel aspect.
   * @throws RangeError when the browser gives no canvas of that size.
   */
  read(source: VideoFrame | ImageBitmap, width: number, height: number): Picture {
    let context = this.#context;
    if (context === null) {
      // A canvas that is read back every time is better off without the GPU.
      context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
      if (context === null) throw new RangeError('The browser gives no canvas.');
      this.#context = context;
    }
    const { canvas } = context;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    // Without this a transparent picture would shine through to the one before it.
    context.clearRect(0, 0, width, height);
    context.drawImage(source, 0, 0, width, height);
    return pictureOfPixels(context.getImageData(0, 0, width, height));
  }
}
