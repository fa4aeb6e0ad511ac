"""What the video saliency sets share: frames and maps in numbered files -> samples of two frames, 0.5 s apart, with their targets."""
import pathlib

import cv2
import numpy as np
from PIL import Image

from ..views.global_view import global_view
from .gaze import MAP


def resized_map(path):
    """A grey map as a distribution [56,56]."""
    grey = np.asarray(Image.open(path).convert("L").resize((MAP, MAP), Image.BILINEAR), "float32") + 1e-6
    return grey / grey.sum()


def resized_fixations(path):
    """A binary fixation picture as counts [56,56]."""
    points = np.argwhere(np.asarray(Image.open(path).convert("L")) > 0)
    shape = Image.open(path).size[::-1]
    counts = np.zeros((MAP, MAP), "float32")
    np.add.at(counts, (points[:, 0] * MAP // shape[0], points[:, 1] * MAP // shape[1]), 1)
    return counts


def numbered(folder):
    """Pictures of a folder by the number in their names."""
    files = [p for p in pathlib.Path(folder).iterdir() if p.suffix.lower() in (".png", ".jpg", ".jpeg", ".bmp")]
    return {int("".join(c for c in p.stem.split("_")[-1] if c.isdigit()) or 0): p for p in files}


def pairs(frame_of, maps, fixations, apart):
    """Yield (global [2,224,224,3], density [2,56,56], counts [2,56,56]) along a video; `frame_of(n)` gives frame n or None, n counted as the maps are."""
    numbers = sorted(maps)
    for first in numbers[:: 2 * apart]:
        second = first + apart
        if second not in maps:
            continue
        shown = [frame_of(first), frame_of(second)]
        if any(s is None for s in shown):
            continue
        yield (np.stack([global_view(s) for s in shown]), np.stack([resized_map(maps[n]) for n in (first, second)]),
               np.stack([resized_fixations(fixations[n]) if n in fixations else np.zeros((MAP, MAP), "float32") for n in (first, second)]))


def frames_of_video(path):
    """Frame reader of a video file: numbers from 1."""
    video = cv2.VideoCapture(str(path))

    def frame_of(number):
        video.set(cv2.CAP_PROP_POS_FRAMES, number - 1)
        good, frame = video.read()
        return frame[..., ::-1] if good else None

    return frame_of


def frames_of_folder(folder):
    """Frame reader of a folder of numbered pictures."""
    files = numbered(folder)
    return lambda number: np.asarray(Image.open(files[number]).convert("RGB")) if number in files else None
