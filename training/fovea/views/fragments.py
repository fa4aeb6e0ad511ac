"""Fragments: a 7×7 grid of 32×32 px patches at native resolution, at the same fraction of every cell (FAST-VQA, Wu et al., ECCV 2022)."""
import numpy as np
from PIL import Image

GRID = 7
PATCH = 32
SMALLEST = GRID * PATCH
# Steps of the R2 low-discrepancy sequence (Roberts, 2018).
R2 = (0.7548776662, 0.5698402910)


def r2_fraction(n):
    """Place inside the cell for chunk n: (x, y) fractions; the first chunk looks at the cells' centres."""
    return (0.5 + n * R2[0]) % 1.0, (0.5 + n * R2[1]) % 1.0


def at_least_224(picture):
    """Scale a side shorter than 224 px up to 224, by itself; uint8 [H,W,3]."""
    h, w = picture.shape[:2]
    if h >= SMALLEST and w >= SMALLEST:
        return picture
    size = (max(w, SMALLEST), max(h, SMALLEST))
    return np.asarray(Image.fromarray(picture).resize(size, Image.BILINEAR))


def origins(side, fraction):
    """First pixel of each of the seven patches along one side: cell·side/7 + fraction·(side/7 − 32), rounded down to an even pixel."""
    cell = side / GRID
    return [2 * int((i * cell + fraction * (cell - PATCH)) / 2) for i in range(GRID)]


def fragments(pictures, fraction=(0.5, 0.5)):
    """uint8 [T,H,W,3] -> [T,224,224,3], the same place in all frames."""
    pictures = np.stack([at_least_224(p) for p in pictures])
    _, h, w, _ = pictures.shape
    out = np.empty((len(pictures), SMALLEST, SMALLEST, 3), np.uint8)
    for r, y in enumerate(origins(h, fraction[1])):
        for c, x in enumerate(origins(w, fraction[0])):
            out[:, r * PATCH : (r + 1) * PATCH, c * PATCH : (c + 1) * PATCH] = pictures[:, y : y + PATCH, x : x + PATCH]
    return out
