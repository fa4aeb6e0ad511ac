"""UCF Sports eye tracking (Mathe & Sminchisescu, TPAMI 2015), in DHF1K's layout: `training|testing/<video>/{images,maps,fixation}/*.png`."""
import pathlib

from .video_saliency import frames_of_folder, numbered, pairs

APART = 12


def load(folder, part="train"):
    """Yield samples of two frames; see video_saliency.pairs."""
    folder = pathlib.Path(folder) / ("training" if part == "train" else "testing")
    for video in sorted(p for p in folder.iterdir() if (p / "maps").exists()):
        fixations = numbered(video / "fixation") if (video / "fixation").exists() else {}
        yield from pairs(frames_of_folder(video / "images"), numbered(video / "maps"), fixations, APART)
