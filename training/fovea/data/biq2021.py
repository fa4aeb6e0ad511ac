"""BIQ2021: 12,000 photographs in the wild, MOS 0–1 (Ahmed & Asif, Journal of Electronic Imaging, 2022).

MOS is put on the 1–5 scale as 1 + 4·mos. The validation part is drawn out of train by near-duplicate group; `test` is looked at for reports only and
`leaky-test` (near duplicates of training pictures) is left out.
"""
import csv
import pathlib
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from ..views.fragments import fragments
from ..views.global_view import global_view

VALIDATION_SHARE = 0.12
SAMPLINGS = 3


def fold_of(key):
    """A stable number in [0, 1) for a name, so that the split needs no stored list."""
    return zlib.crc32(key.encode()) / 2**32


def load_manifest(path):
    """-> list of dicts: file, mos (1–5), part (train, val, test, leaky), subset."""
    rows = []
    with open(path, newline="") as lines:
        for row in csv.DictReader(lines):
            group = row["near_duplicate_group"] or row["file"]
            part = {"train": "train", "test": "test", "leaky-test": "leaky"}[row["split"]]
            if part == "train" and fold_of(f"biq-{group}") < VALIDATION_SHARE:
                part = "val"
            rows.append({"file": row["file"], "mos": 1 + 4 * float(row["mos"]), "part": part, "subset": row["subset"]})
    return rows


def cache_views(manifest, images, out, workers=2):
    """Write global.npy [N,224,224,3] and fragments{k}.npy, k = 0 at the cells' centres, others at a random place of each picture; uint8, in manifest order."""
    rows = load_manifest(manifest)
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    shape = (len(rows), 224, 224, 3)
    if (out / "done").exists():
        return
    arrays = {"global": np.lib.format.open_memmap(out / "global.npy", "w+", np.uint8, shape)}
    for k in range(SAMPLINGS):
        arrays[k] = np.lib.format.open_memmap(out / f"fragments{k}.npy", "w+", np.uint8, shape)

    def one(i):
        picture = np.asarray(Image.open(pathlib.Path(images) / rows[i]["file"]).convert("RGB"))
        arrays["global"][i] = global_view(picture)
        rng = np.random.default_rng(i)
        for k in range(SAMPLINGS):
            place = (0.5, 0.5) if k == 0 else tuple(rng.random(2))
            arrays[k][i] = fragments(picture[None], place)[0]

    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(one, range(len(rows)), chunksize=64):
            pass
    (out / "done").touch()
