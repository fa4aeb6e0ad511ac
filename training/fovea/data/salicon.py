"""SALICON (Jiang et al., CVPR 2015): `images/{train,val}/*.jpg`, `maps/{train,val}/*.png` and, where there, `fixations/{train,val}/*.png`; stills, T = 1."""
import pathlib

import numpy as np
from PIL import Image

from ..views.global_view import global_view
from .gaze import MAP
from .video_saliency import resized_fixations, resized_map


def load(folder, part="train"):
    """Yield (global [1,224,224,3], density [1,56,56], counts [1,56,56])."""
    folder = pathlib.Path(folder)
    for image in sorted((folder / "images" / part).glob("*.jpg")):
        fixation = folder / "fixations" / part / f"{image.stem}.png"
        counts = resized_fixations(fixation) if fixation.exists() else np.zeros((MAP, MAP), "float32")
        yield global_view(np.asarray(Image.open(image).convert("RGB")))[None], resized_map(folder / "maps" / part / f"{image.stem}.png")[None], counts[None]
