import type { Picture, Plane } from './picture.ts';
import { FilterScratch, resizePlane } from './triangle-filter.ts';

/** Resizes pictures into memory that it keeps. What it returns is good until its next call. */
export class PictureScaler {
  readonly #scratch = new FilterScratch();
  #bytes = new Uint8Array(0);
  #words = new Uint16Array(0);

  /** All three planes at the same size, still in the picture's own colours and depth. */
  scale(picture: Picture, width: number, height: number): Picture {
    const length = width * height;
    const memory = this.#take(3 * length, picture.bits > 8);
    const planes = picture.planes.map((plane, i): Plane => {
      const chroma = i > 0;
      const spanX = chroma && picture.shiftX === 1 ? picture.width / 2 : picture.width;
      const spanY = chroma && picture.shiftY === 1 ? picture.height / 2 : picture.height;
      const out = memory.subarray(i * length, (i + 1) * length);
      resizePlane(plane, spanX, spanY, picture.bits, width, height, out, this.#scratch);
      return { data: out, offset: 0, stride: width, step: 1, width, height };
    });
    const [first, second, third] = planes as [Plane, Plane, Plane];
    return { width, height, planes: [first, second, third], shiftX: 0, shiftY: 0, bits: picture.bits, conversion: picture.conversion };
  }

  #take(length: number, wide: boolean): Uint8Array | Uint16Array {
    if (wide) {
      if (this.#words.length < length) this.#words = new Uint16Array(length);
      return this.#words;
    }
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    return this.#bytes;
  }
}
