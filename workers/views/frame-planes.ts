import { assumedMatrix, colourConversion, type DeclaredColour } from './colour-conversion.ts';
import type { Picture, Plane } from './picture.ts';

/** How the samples of a pixel format lie in memory. */
interface Layout {
  readonly bits: 8 | 10 | 12;
  readonly shiftX: 0 | 1;
  readonly shiftY: 0 | 1;
  readonly order: 'planar' | 'nv12' | 'rgba' | 'bgra';
}

/**
 * The formats whose planes can be read as they are. An alpha plane is left unread: players put the colours over
 * whatever lies behind the video, so the colours alone are what its maker encoded and what is scored.
 */
const LAYOUTS: ReadonlyMap<string, Layout> = new Map([
  ...([['I420', 1, 1], ['I422', 1, 0], ['I444', 0, 0]] as const).flatMap(([name, shiftX, shiftY]) =>
    ([8, 10, 12] as const).flatMap((bits) =>
      ['', 'A'].map((alpha): [string, Layout] => [`${name}${alpha}${bits === 8 ? '' : `P${bits}`}`, { bits, shiftX, shiftY, order: 'planar' }]),
    ),
  ),
  ['NV12', { bits: 8, shiftX: 1, shiftY: 1, order: 'nv12' }],
  ...['RGBA', 'RGBX'].map((name): [string, Layout] => [name, { bits: 8, shiftX: 0, shiftY: 0, order: 'rgba' }]),
  ...['BGRA', 'BGRX'].map((name): [string, Layout] => [name, { bits: 8, shiftX: 0, shiftY: 0, order: 'bgra' }]),
]);

/** Transfer functions of high dynamic range, and primaries of wide gamuts: the browser must map both to the screen's range. */
const HDR_TRANSFERS = new Set<string | null | undefined>(['pq', 'hlg']);
const WIDE_PRIMARIES = new Set<string | null>(['bt2020', 'smpte432']);

/** What can be known of a frame's planes before they are read. */
export interface FrameDescription {
  readonly width: number;
  readonly height: number;
  readonly layout: Layout;
  readonly conversion: Picture['conversion'];
}

/** The visible part of a frame; the coded size may hold rows and columns of padding around it. */
export function visibleRect(frame: VideoFrame): { x: number; y: number; width: number; height: number } {
  const rect = frame.visibleRect;
  if (rect === null) throw new DOMException('The frame is closed.', 'InvalidStateError');
  return { x: rect.x, y: rect.y, width: rect.width, height: rect.height };
}

/** Whether a transfer function, by its WebCodecs name, is one of high dynamic range. */
export function isHdrTransfer(transfer: string | null | undefined): boolean {
  return HDR_TRANSFERS.has(transfer);
}

/**
 * @returns null where the planes cannot be read or would be wrong without the browser's colour management: an opaque
 * hardware frame (`format` null), an unknown format or matrix, HDR, a wide gamut.
 */
export function describeFrame(frame: VideoFrame, declared: DeclaredColour): FrameDescription | null {
  const layout = frame.format === null ? undefined : LAYOUTS.get(frame.format);
  if (layout === undefined) return null;
  const { transfer, primaries, matrix, fullRange } = frame.colorSpace;
  if (isHdrTransfer(transfer) || WIDE_PRIMARIES.has(primaries)) return null;
  const { width, height } = visibleRect(frame);
  if (layout.order === 'rgba' || layout.order === 'bgra') return { width, height, layout, conversion: null };
  // mediabunny completes what a file leaves open to bt709 before Chromium's decoder sees it, so the frame's own
  // word counts only where the file named a matrix (`declared` undefined as a whole for frames from elsewhere).
  const named = 'matrix' in declared ? (declared.matrix ?? null) : matrix;
  const used = named === null ? assumedMatrix(height) : (matrix ?? named);
  const conversion = colourConversion(used, fullRange ?? declared.fullRange ?? false, layout.bits);
  return conversion === null ? null : { width, height, layout, conversion };
}

/** Reads planes into memory that it keeps from frame to frame. What it returns is good until its next call. */
export class PlaneReader {
  #bytes = new Uint8Array(0);
  #words = new Uint16Array(0);
  #slots: Uint8Array<ArrayBuffer>[] = [];
  #slotBytes = 0;
  readonly #rect = { x: 0, y: 0, width: 0, height: 0 };

  /** The whole visible picture. */
  async whole(frame: VideoFrame, description: FrameDescription): Promise<Picture> {
    const rect = visibleRect(frame);
    const bytes = frame.allocationSize({ rect });
    this.#reserve(bytes);
    const planes = await frame.copyTo(this.#bytes.subarray(0, bytes), { rect });
    return this.#picture(description, rect.width, rect.height, planes, 0);
  }

  /**
   * Square blocks of the visible picture, without the rest: at 1080p a quarter of the time of the whole.
   * @param corners x and y of one block after the other; even numbers.
   */
  async blocks(frame: VideoFrame, description: FrameDescription, corners: Int32Array, size: number): Promise<Picture[]> {
    const { x, y } = visibleRect(frame);
    const rect = this.#rect;
    rect.width = size;
    rect.height = size;
    const bytes = frame.allocationSize({ rect: { x, y, width: size, height: size } });
    const count = corners.length / 2;
    this.#reserve(bytes * count);
    if (this.#slotBytes !== bytes || this.#slots.length !== count) {
      this.#slotBytes = bytes;
      this.#slots = Array.from({ length: count }, (_, i) => this.#bytes.subarray(i * bytes, (i + 1) * bytes));
    }
    const copies = this.#slots.map((slot, i) => {
      rect.x = x + (corners[2 * i] as number);
      rect.y = y + (corners[2 * i + 1] as number);
      return frame.copyTo(slot, { rect });
    });
    const layouts = await Promise.all(copies);
    return layouts.map((planes, i) => this.#picture(description, size, size, planes, i * bytes));
  }

  #reserve(bytes: number): void {
    if (this.#bytes.length >= bytes) return;
    // Whole words: the GPU takes no less.
    const buffer = new ArrayBuffer(Math.ceil(bytes / 4) * 4);
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint16Array(buffer);
    this.#slots = [];
  }

  #picture({ layout, conversion }: FrameDescription, width: number, height: number, planes: readonly PlaneLayout[], base: number): Picture {
    const { bits, shiftX, shiftY, order } = layout;
    const wide = bits > 8;
    const data = wide ? this.#words : this.#bytes;
    const unit = wide ? 2 : 1;
    const plane = (index: number, first: number, step: number, planeWidth: number, planeHeight: number): Plane => {
      const at = planes[index];
      if (at === undefined) throw new TypeError('The browser copied fewer planes than the format has.');
      return { data, offset: (base + at.offset) / unit + first, stride: at.stride / unit, step, width: planeWidth, height: planeHeight };
    };
    const chromaWidth = (width + shiftX) >> shiftX;
    const chromaHeight = (height + shiftY) >> shiftY;
    const common = { width, height, shiftX, shiftY, bits, conversion };
    switch (order) {
      case 'planar':
        return { ...common, planes: [plane(0, 0, 1, width, height), plane(1, 0, 1, chromaWidth, chromaHeight), plane(2, 0, 1, chromaWidth, chromaHeight)] };
      case 'nv12':
        return { ...common, planes: [plane(0, 0, 1, width, height), plane(1, 0, 2, chromaWidth, chromaHeight), plane(1, 1, 2, chromaWidth, chromaHeight)] };
      case 'rgba':
        return { ...common, planes: [plane(0, 0, 4, width, height), plane(0, 1, 4, width, height), plane(0, 2, 4, width, height)] };
      case 'bgra':
        return { ...common, planes: [plane(0, 2, 4, width, height), plane(0, 1, 4, width, height), plane(0, 0, 4, width, height)] };
    }
  }
}
