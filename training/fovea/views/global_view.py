"""Global view: the whole picture squashed to 224×224 with a triangle filter whose support grows with the scale (Pillow's BILINEAR)."""
import numpy as np
from PIL import Image

SIZE = 224


def global_view(picture, size=SIZE):
    """uint8 [H,W,3] -> [size,size,3]."""
    return np.asarray(Image.fromarray(picture).resize((size, size), Image.BILINEAR))
