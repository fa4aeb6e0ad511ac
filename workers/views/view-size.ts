/** Side of both views in pixels. */
export const VIEW_SIZE = 224;

/** The fragment grid: this many cells a side … */
export const GRID = 7;

/** … and one patch of this many pixels a side from each. */
export const PATCH_SIZE = VIEW_SIZE / GRID;

/** Bytes of one view: 8-bit RGB. */
export const VIEW_BYTES = VIEW_SIZE * VIEW_SIZE * 3;
