import type { ColourConversion } from './colour-conversion.ts';

/** One component of a picture, as it lies in memory. Offsets, strides and steps count samples, not bytes. */
export interface Plane {
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
  readonly offset: number;
  /** From one row to the next. */
  readonly stride: number;
  /** From one sample to the next in a row: 1, 2 for interleaved chroma, 4 for RGBA. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

/** Three planes, Y U V or R G B, and how to make 8-bit RGB of them. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly [Plane, Plane, Plane];
  /** Chroma planes are halved where this is 1. */
  readonly shiftX: 0 | 1;
  readonly shiftY: 0 | 1;
  /** Significant bits of a sample: 8, 10 or 12. */
  readonly bits: number;
  /** `null`: the planes are R, G and B already. */
  readonly conversion: ColourConversion | null;
}
