import { CanvasReader } from './canvas-picture.ts';
import type { DeclaredColour } from './colour-conversion.ts';
import { centreSquare } from './centre-square.ts';
import { convertBlock } from './convert-block.ts';
import { describeFrame, PlaneReader, visibleRect } from './frame-planes.ts';
import { turnedWalk, UPRIGHT, type Orientation, type TurnedWalk } from './orientation.ts';
import { patchCorners } from './patch-positions.ts';
import type { Picture } from './picture.ts';
import { PictureScaler } from './scaled-picture.ts';
import { GRID, PATCH_SIZE, VIEW_BYTES, VIEW_SIZE } from './view-size.ts';

const ROW = VIEW_SIZE * 3;

/** Below this a frame's planes are copied whole: 49 copies of small blocks cost as much. Pixels. */
const SMALL_PICTURE = 640 * 360;

/** Where the views of a frame go: `[224, 224, 3]` 8-bit RGB each, null for a view that is not wanted. */
export interface WantedViews {
  readonly global: Uint8Array | null;
  readonly fragments: Uint8Array | null;
  /** For CLIP: the square in the middle, its aspect kept. */
  readonly picture?: Uint8Array | null;
}

/**
 * Makes the nets' views of the frames of one video. Not re-entrant: one call at a time.
 *
 * A pixel aspect other than 1:1 changes nothing in the nets' views: the global view is square whatever the picture's shape, and
 * fragments show coded pixels at their native size.
 */
export class FrameViews {
  readonly #reader = new PlaneReader();
  readonly #canvas = new CanvasReader();
  readonly #globalScaler = new PictureScaler();
  readonly #upScaler = new PictureScaler();
  #rgb = new Uint8ClampedArray(0);
  readonly #corners = new Int32Array(2 * GRID * GRID);
  readonly #globalWalk: TurnedWalk;
  readonly #patchWalk: TurnedWalk;
  readonly #orientation: Orientation;
  readonly #declared: DeclaredColour;
  readonly #aspect: number | null;

  /**
   * @param orientation how players turn the video.
   * @param declared what the file says of its colours; `{}` to trust the frames alone.
   * @param aspect width by height of the shown picture, not turned; null where pixels are square.
   */
  constructor(orientation: Orientation = UPRIGHT, declared: DeclaredColour = {}, aspect: number | null = null) {
    this.#orientation = orientation;
    this.#declared = declared;
    this.#aspect = aspect;
    this.#globalWalk = turnedWalk(orientation, VIEW_SIZE, 3, ROW);
    this.#patchWalk = turnedWalk(orientation, PATCH_SIZE, 3, ROW);
  }

  /**
   * Fills the wanted views of a frame, which stays open.
   * @param chunkIndex decides where the patches lie.
   * @throws RangeError for pictures of a size that the browser cannot hold, DOMException for a closed frame.
   */
  async ofFrame(frame: VideoFrame, chunkIndex: number, wanted: WantedViews): Promise<void> {
    const description = describeFrame(frame, this.#declared);
    if (description === null) {
      const { width, height } = visibleRect(frame);
      this.ofPicture(this.#canvas.read(frame, width, height), chunkIndex, wanted);
      return;
    }
    const { width, height } = description;
    const whole = wanted.global !== null || wanted.picture != null || width * height <= SMALL_PICTURE || Math.min(width, height) < VIEW_SIZE;
    if (whole) {
      this.ofPicture(await this.#reader.whole(frame, description), chunkIndex, wanted);
    } else if (wanted.fragments !== null) {
      patchCorners(chunkIndex, this.#orientation, width, height, this.#corners);
      const blocks = await this.#reader.blocks(frame, description, this.#corners, PATCH_SIZE);
      const out = clamped(wanted.fragments);
      blocks.forEach((block, i) => convertBlock(block, 0, 0, PATCH_SIZE, PATCH_SIZE, out, patchBase(i), this.#patchWalk));
    }
  }

  /** Fills the wanted views of a picture. */
  ofPicture(original: Picture, chunkIndex: number, wanted: WantedViews): void {
    // Scaled up, chroma planes would turn smoother than the repeated chroma that players and training show.
    const small = Math.min(original.width, original.height) < VIEW_SIZE;
    const picture = small && original.conversion !== null ? this.#converted(original) : original;
    if (wanted.global !== null) {
      const scaled = this.#globalScaler.scale(picture, VIEW_SIZE, VIEW_SIZE);
      convertBlock(scaled, 0, 0, VIEW_SIZE, VIEW_SIZE, clamped(wanted.global), 0, this.#globalWalk);
    }
    if (wanted.picture != null) {
      const square = centreSquare(picture, this.#aspect ?? picture.width / picture.height);
      convertBlock(this.#globalScaler.scale(square, VIEW_SIZE, VIEW_SIZE), 0, 0, VIEW_SIZE, VIEW_SIZE, clamped(wanted.picture), 0, this.#globalWalk);
    }
    if (wanted.fragments !== null) {
      // A side too short for seven patches is scaled up until it holds them, by itself, as in training.
      const { width, height } = picture;
      const large = small ? this.#upScaler.scale(picture, Math.max(width, VIEW_SIZE), Math.max(height, VIEW_SIZE)) : picture;
      patchCorners(chunkIndex, this.#orientation, large.width, large.height, this.#corners);
      const out = clamped(wanted.fragments);
      for (let i = 0; i < GRID * GRID; i++) {
        const x = this.#corners[2 * i] as number;
        const y = this.#corners[2 * i + 1] as number;
        convertBlock(large, x, y, PATCH_SIZE, PATCH_SIZE, out, patchBase(i), this.#patchWalk);
      }
    }
  }

  #converted(picture: Picture): Picture {
    const { width, height } = picture;
    const length = width * height * 3;
    if (this.#rgb.length < length) this.#rgb = new Uint8ClampedArray(length);
    convertBlock(picture, 0, 0, width, height, this.#rgb, 0, { origin: 0, stepX: 3, stepY: 3 * width });
    const plane = (offset: number) => ({ data: this.#rgb, offset, stride: 3 * width, step: 3, width, height });
    return { width, height, planes: [plane(0), plane(1), plane(2)], shiftX: 0, shiftY: 0, bits: 8, conversion: null };
  }
}

function patchBase(index: number): number {
  return Math.floor(index / GRID) * PATCH_SIZE * ROW + (index % GRID) * PATCH_SIZE * 3;
}

/** The same memory, but writes beyond 0–255 stop at the ends instead of wrapping around. */
function clamped(view: Uint8Array): Uint8ClampedArray {
  if (view.length !== VIEW_BYTES) throw new RangeError('A view has 224 × 224 × 3 bytes.');
  return new Uint8ClampedArray(view.buffer, view.byteOffset, view.length);
}
