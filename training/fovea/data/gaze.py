"""Eye tracking on photographs: OSIE, crowd and SUN500 sets (1,550 pictures, 12–16 observers each), through one manifest.

Targets are 56×56: fixations blurred with 1/30 of the picture's width, about one degree of visual angle.
"""
import csv
import gzip
import json
import pathlib
import zlib

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from ..views.global_view import global_view

SETS = ("osie", "eyecrowd", "scene_sun500")
MAP = 56
BLUR = 1 / 30


def load_manifest(folder):
    """-> list of dicts: file, width, height, split, fixations (list per observer of [x, y] in pixels)."""
    folder = pathlib.Path(folder)
    recorded = {}
    for name in SETS:
        with gzip.open(folder / f"{name}.json.gz", "rt") as text:
            recorded |= {image["file"]: image["subjects"] for image in json.load(text)}
    rows = []
    with open(folder / "images.csv", newline="") as lines:
        for row in csv.DictReader(lines):
            rows.append({"file": row["file"], "width": int(row["width"]), "height": int(row["height"]), "split": row["split"],
                         "fixations": [np.array([f[:2] for f in o], "float32").reshape(-1, 2) for o in recorded[row["file"]]]})
    return rows


def fixation_counts(points, width, height, size=MAP):
    """Points in pixels -> counts [size,size] on the squashed picture; points outside are dropped."""
    counts = np.zeros((size, size), "float32")
    if len(points):
        x = np.floor(points[:, 0] / width * size).astype(int)
        y = np.floor(points[:, 1] / height * size).astype(int)
        inside = (x >= 0) & (x < size) & (y >= 0) & (y < size)
        np.add.at(counts, (y[inside], x[inside]), 1)
    return counts


def density(counts, width, height):
    """Counts -> distribution; the blur is round in the picture, so it is an ellipse on the square."""
    size = counts.shape[0]
    blurred = gaussian_filter(counts, (BLUR * width / height * size, BLUR * size), mode="constant") + 1e-8
    return blurred / blurred.sum()


def cache_views(folder, images, out):
    """Write global.npy [N,224,224,3], counts.npy and density.npy [N,56,56], in manifest order."""
    out = pathlib.Path(out)
    if (out / "done").exists():
        return
    out.mkdir(parents=True, exist_ok=True)
    rows = load_manifest(folder)
    views = np.empty((len(rows), 224, 224, 3), np.uint8)
    counts = np.empty((len(rows), MAP, MAP), np.float32)
    targets = np.empty_like(counts)
    for i, row in enumerate(rows):
        views[i] = global_view(np.asarray(Image.open(pathlib.Path(images) / row["file"]).convert("RGB")))
        counts[i] = fixation_counts(np.concatenate(row["fixations"]), row["width"], row["height"])
        targets[i] = density(counts[i], row["width"], row["height"])
    np.save(out / "global.npy", views)
    np.save(out / "counts.npy", counts)
    np.save(out / "density.npy", targets)
    (out / "done").touch()


def parts(folder, inner_share=0.1):
    """Indices in manifest order: train, inner (held out of train, for choosing) and val (for reports)."""
    found = {"train": [], "inner": [], "val": []}
    for i, row in enumerate(load_manifest(folder)):
        part = row["split"]
        if part == "train" and zlib.crc32(f"gaze-{row['file']}".encode()) / 2**32 < inner_share:
            part = "inner"
        found[part].append(i)
    return {name: np.array(indices) for name, indices in found.items()}
