/** How a coded picture is turned to be shown. */
export interface Orientation {
  /** Clockwise. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Mirrored left to right, after the rotation. */
  readonly flip: boolean;
}

export const UPRIGHT: Orientation = { rotation: 0, flip: false };

/** A walk through a square view that puts the coded pixel (x, y) at `origin + x·stepX + y·stepY`. */
export interface TurnedWalk {
  readonly origin: number;
  readonly stepX: number;
  readonly stepY: number;
}

/**
 * Where the pixels of a square coded block go in a turned view.
 * @param size side of the block in pixels.
 * @param stepColumn from one column of the view to the next, in array elements.
 * @param stepRow from one row of the view to the next.
 */
export function turnedWalk({ rotation, flip }: Orientation, size: number, stepColumn: number, stepRow: number): TurnedWalk {
  const last = size - 1;
  const column = flip ? -stepColumn : stepColumn;
  const start = flip ? last * stepColumn : 0;
  switch (rotation) {
    case 0:
      return { origin: start, stepX: column, stepY: stepRow };
    case 90:
      return { origin: start + last * column, stepX: stepRow, stepY: -column };
    case 180:
      return { origin: start + last * (column + stepRow), stepX: -column, stepY: -stepRow };
    case 270:
      return { origin: start + last * stepRow, stepX: -stepRow, stepY: column };
  }
}

/** The size of a picture as it is shown. */
export function turnedSize({ rotation }: Orientation, width: number, height: number): { width: number; height: number } {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/**
 * The top left corner, in the coded picture, of a block seen in the shown picture.
 * @param x left edge of the block in the shown picture; the same for y.
 * @param size side of the block.
 * @param width of the coded picture; the same for height.
 */
export function codedCorner(
  { rotation, flip }: Orientation,
  x: number,
  y: number,
  size: number,
  width: number,
  height: number,
): { x: number; y: number } {
  const shownWidth = rotation % 180 === 0 ? width : height;
  const left = flip ? shownWidth - size - x : x;
  switch (rotation) {
    case 0:
      return { x: left, y };
    case 90:
      return { x: y, y: height - size - left };
    case 180:
      return { x: width - size - left, y: height - size - y };
    case 270:
      return { x: width - size - y, y: left };
  }
}
