import type { Picture, Plane } from './picture.ts';

/**
 * The square in the middle of a picture as it is shown, which CLIP's own preprocessing looks at (shorter side scaled to 224, then a centre crop; Radford et al., 2021): a
 * frame pressed into a square would be of shapes that CLIP was not trained on. Corners lie on even pixels, where halved chroma can be cut.
 * @param aspect width by height of the shown picture, not turned; differs from the pixels' where they are not square.
 */
export function centreSquare(picture: Picture, aspect: number): Picture {
  const { width, height } = picture;
  // Side of the square in the units of the coded picture, which pixels that are not square stretch in one direction.
  const squareWidth = Math.max(1, Math.min(width, Math.round(width / Math.max(1, aspect))));
  const squareHeight = Math.max(1, Math.min(height, Math.round(height * Math.min(1, aspect))));
  const x = ((width - squareWidth) >> 1) & ~1;
  const y = ((height - squareHeight) >> 1) & ~1;
  const cut = (plane: Plane, shiftX: number, shiftY: number): Plane => ({
    ...plane,
    offset: plane.offset + (y >> shiftY) * plane.stride + (x >> shiftX) * plane.step,
    width: (squareWidth + shiftX) >> shiftX,
    height: (squareHeight + shiftY) >> shiftY,
  });
  const { planes: [first, second, third], shiftX, shiftY } = picture;
  return { ...picture, width: squareWidth, height: squareHeight, planes: [cut(first, 0, 0), cut(second, shiftX, shiftY), cut(third, shiftX, shiftY)] };
}
