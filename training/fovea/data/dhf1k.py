"""DHF1K (Wang et al., CVPR 2018): `video/001.AVI` … and `annotation/0001/{maps,fixation}/0001.png` …; 1–600 train, 601–700 validation."""
import pathlib

from .video_saliency import frames_of_video, numbered, pairs

APART = 15


def load(folder, part="train"):
    """Yield samples of two frames; see video_saliency.pairs."""
    folder = pathlib.Path(folder)
    for number in range(1, 601) if part == "train" else range(601, 701):
        video = next((p for p in (folder / "video" / f"{number:03d}{end}" for end in (".AVI", ".avi", ".mp4")) if p.exists()), None)
        annotation = folder / "annotation" / f"{number:04d}"
        if video is not None and annotation.exists():
            yield from pairs(frames_of_video(video), numbered(annotation / "maps"), numbered(annotation / "fixation"), APART)
