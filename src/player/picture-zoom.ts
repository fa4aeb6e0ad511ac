/** How the picture is enlarged: the point of it that lies in the middle, in fractions of its sides, and how many times. */
export interface PictureZoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The whole picture. */
export const WHOLE_PICTURE: PictureZoom = { scale: 1, x: 0.5, y: 0.5 };

/** Enough to see single pixels of 8K video. */
const LARGEST = 32;

function kept(scale: number, x: number, y: number): PictureZoom {
  // Rounding must not leave a picture that is a hair larger than whole.
  if (scale <= 1.001) return WHOLE_PICTURE;
  const edge = 0.5 / scale;
  const inside = (at: number): number => Math.min(1 - edge, Math.max(edge, at));
  return { scale, x: inside(x), y: inside(y) };
}

/** Enlarges by `factor` around a place on the screen (fractions of the unzoomed picture), which keeps showing the same point. */
export function zoomedPicture(now: PictureZoom, factor: number, atX = 0.5, atY = 0.5): PictureZoom {
  const scale = Math.min(LARGEST, Math.max(1, now.scale * factor));
  const shift = 1 / now.scale - 1 / scale;
  return kept(scale, now.x + (atX - 0.5) * shift, now.y + (atY - 0.5) * shift);
}

/** Moves the picture with a finger: shares of the unzoomed picture's sides. */
export function pannedPicture(now: PictureZoom, shareX: number, shareY: number): PictureZoom {
  return kept(now.scale, now.x - shareX / now.scale, now.y - shareY / now.scale);
}

/** The CSS transform of a picture whose origin is its middle. */
export function zoomTransform({ scale, x, y }: PictureZoom): string {
  return `translate(${(0.5 - x) * scale * 100}%, ${(0.5 - y) * scale * 100}%) scale(${scale})`;
}
