"""Distorted photographs: ladders of one kind on clean BIQ2021 training pictures, as views at T = 1."""
import pathlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from ..distort import spatial
from ..distort.dimensions import strengths
from ..views.fragments import fragments
from ..views.global_view import global_view

LEVELS = (0.2, 0.5, 1.0)
VERSIONS = 1 + len(LEVELS)
CLEAN_MOS = 3.4
KINDS = tuple(spatial.KINDS)


def plan(photos, part, ladders, seed=1):
    """-> list of (picture index, kind number): clean pictures of a part, kinds in turn, noise twice as often (nets trained on opinions alone like it)."""
    rng = np.random.default_rng(seed)
    clean = [i for i, p in enumerate(photos) if p["part"] == part and p["mos"] >= CLEAN_MOS]
    turns = list(range(len(KINDS))) + [KINDS.index("noise")]
    return [(int(i), turns[n % len(turns)]) for n, i in enumerate(rng.permutation(clean)[:ladders])]


def cache_views(photos, images, out, part="train", ladders=2200, workers=2):
    """Write global.npy and fragments.npy [ladders, 4, 224,224,3] and plan.npy [ladders, 2]; the source is version 0."""
    out = pathlib.Path(out) / part
    if (out / "done").exists():
        return
    out.mkdir(parents=True, exist_ok=True)
    rows = plan(photos, part, ladders)
    shape = (len(rows), VERSIONS, 224, 224, 3)
    views = np.lib.format.open_memmap(out / "global.npy", "w+", np.uint8, shape)
    patches = np.lib.format.open_memmap(out / "fragments.npy", "w+", np.uint8, shape)

    def one(n):
        index, kind = rows[n]
        picture = np.asarray(Image.open(pathlib.Path(images) / photos[index]["file"]).convert("RGB"))
        place = tuple(np.random.default_rng(index).random(2))
        for v, strength in enumerate((0.0, *LEVELS)):
            shown = picture if v == 0 else spatial.KINDS[KINDS[kind]](picture[None], strength, np.random.default_rng(index))[0]
            views[n, v] = global_view(shown)
            patches[n, v] = fragments(shown[None], place)[0]

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, range(len(rows))))
    np.save(out / "plan.npy", np.array(rows))
    (out / "done").touch()


def still_part(cache, contents, rng, part="train"):
    """Batches of `contents` ladders; see JointTask for the keys."""
    folder = pathlib.Path(cache) / part
    views, patches = np.load(folder / "global.npy", mmap_mode="r"), np.load(folder / "fragments.npy", mmap_mode="r")
    rows = np.load(folder / "plan.npy")
    rank = np.array([1.0, *(1 - level for level in LEVELS)], "float32")
    while True:
        for n in np.array_split(rng.permutation(len(rows)), len(rows) // contents):
            n = n[:contents]
            side = slice(None, None, -1) if rng.random() < 0.5 else slice(None)
            strength = [strengths(KINDS[rows[j][1]] if s else None, s) for j in n for s in (0.0, *LEVELS)]
            yield {"still_global": np.concatenate([views[j] for j in n])[:, None, :, side], "still_fragments": np.concatenate([patches[j] for j in n])[:, None, :, side],
                   "still_rank": np.tile(rank, (len(n), 1)), "still_strength": np.array(strength, "float32")}
