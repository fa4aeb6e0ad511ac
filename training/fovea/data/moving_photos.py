"""BIQ2021 photographs as gently moving chunks: a window that drifts over the picture at native resolution.

No pixel is resampled, so the opinion about the photograph holds for the chunk. Labelled chunks say what people think of what moves; the clean ones among
them are also distorted like the clips, which gives many more contents than there are clips.
"""
import json
import pathlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from . import clips
from .stills import CLEAN_MOS

# of each side that the window takes, and its fastest drift in pixels a frame
WINDOW = 0.86
FASTEST = 3.0
RATES = (24, 25, 30)
# numbers of contents made of photographs, out of the way of the clips'
FIRST_CONTENT = 100_000


def drift(picture, rng):
    """A second of a window that drifts over a picture [H,W,3] -> frames uint8 [T,h,w,3], even sides, and the rate. One in six stands still, as a tripod shot does."""
    fps = int(rng.choice(RATES))
    h, w = (int(side * WINDOW / 2) * 2 for side in picture.shape[:2])
    speed = 0.0 if rng.random() < 1 / 6 else FASTEST * rng.random()
    angle = 2 * np.pi * rng.random()
    path = np.arange(fps)[:, None] * speed * np.array([np.sin(angle), np.cos(angle)])
    path -= path.min(0)
    room = np.array(picture.shape[:2]) - (h, w)
    start = rng.random(2) * np.maximum(room - path.max(0), 0)
    places = np.minimum(np.round(start + path), room).astype(int)
    return np.stack([picture[y : y + h, x : x + w] for y, x in places]), fps


def frames_of(photo, images, number):
    picture = np.asarray(Image.open(pathlib.Path(images) / photo["file"]).convert("RGB"))
    return drift(picture, np.random.default_rng((3, number)))


def cache_labelled(photos, images, out, counts, workers=2):
    """Write global.npy [N,2,224,224,3], fragments.npy [N,8,224,224,3] and index.npy [N] (places in `photos`); `counts` by part, drawn by a fixed seed."""
    out = pathlib.Path(out)
    if (out / "done").exists():
        return
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(3)
    chosen = np.sort(np.concatenate([rng.permutation([i for i, p in enumerate(photos) if p["part"] == part])[:count] for part, count in counts.items()]))
    views = np.lib.format.open_memmap(out / "global.npy", "w+", np.uint8, (len(chosen), 2, 224, 224, 3))
    patches = np.lib.format.open_memmap(out / "fragments.npy", "w+", np.uint8, (len(chosen), 8, 224, 224, 3))

    def one(n):
        frames, fps = frames_of(photos[chosen[n]], images, int(chosen[n]))
        views[n], patches[n] = clips.chunk_views(frames, fps, int(chosen[n]) % 64)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(one, range(len(chosen))))
    np.save(out / "index.npy", chosen)
    (out / "done").touch()


def render(photos, images, out, contents, seed=1):
    """Distorted versions of clean training photographs that move, in the form of `clips.render`. Resumable."""
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    done = {row["content"] for row in clips.load_index(out.parent, out.name)}
    clean = [i for i, p in enumerate(photos) if p["part"] == "train" and p["mos"] >= CLEAN_MOS]
    for number in np.random.default_rng((seed, 3)).permutation(clean)[:contents].tolist():
        content = FIRST_CONTENT + number
        if content in done:
            continue
        rng = np.random.default_rng((seed, content))
        frames, fps = frames_of(photos[number], images, number)
        clips.write_versions(out, content, {"file": photos[number]["file"], "repo": "BIQ2021", "start": 0.0}, frames, fps, rng, "train")
