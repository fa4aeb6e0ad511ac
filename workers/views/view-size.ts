import { FRAGMENT_GRID, FRAGMENT_SIZE, GLOBAL_SIZE } from '../../models/architecture.ts';

/** Side of both views in pixels. */
export const VIEW_SIZE = GLOBAL_SIZE;

/** The fragment grid has this many cells a side … */
export const GRID = FRAGMENT_GRID;

/** … and takes one patch of this many pixels a side from each. */
export const PATCH_SIZE = FRAGMENT_SIZE;

/** Bytes of one view: 8-bit RGB. */
export const VIEW_BYTES = VIEW_SIZE * VIEW_SIZE * 3;
