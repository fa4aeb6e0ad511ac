"""Endless batches from cached views. Photographs are only flipped: colour jitter and random crops would change quality while keeping the label."""
import numpy as np


def flipped(views, flips):
    """Mirror the chosen items left to right; the whole picture's mirror is a valid picture, and so is a mosaic of mirrored patches in mirrored order."""
    views = np.array(views)
    views[flips] = views[flips][..., ::-1, :]
    return views


class Order:
    """Indices in random order, over and over."""

    def __init__(self, indices, rng):
        self.indices, self.rng, self.left = np.asarray(indices), rng, np.empty(0, int)

    def take(self, n):
        while len(self.left) < n:
            self.left = np.concatenate([self.left, self.rng.permutation(self.indices)])
        taken, self.left = self.left[:n], self.left[n:]
        return taken


def photo_part(cache, mos, indices, size, rng):
    """Photographs: one global view, one of the cached fragment samplings."""
    views = np.load(f"{cache}/global.npy", mmap_mode="r")
    samplings = [np.load(f"{cache}/fragments{k}.npy", mmap_mode="r") for k in range(3)]
    order = Order(indices, rng)
    while True:
        i = order.take(size)
        flips = rng.random(size) < 0.5
        sampling = rng.integers(0, 3, size)
        patches = np.stack([samplings[s][j] for s, j in zip(sampling, i)])
        yield {"photo_global": flipped(np.stack([views[j] for j in i]), flips)[:, None], "photo_fragments": flipped(patches, flips)[:, None],
               "photo_mos": mos[i].astype("float32")}


def moving_views(view, rng, frames, largest=0.12):
    """A still as a short camera move: `frames` crops of [224,224,3], drifting and zooming; -> crops and their boxes (x0, y0, x1, y1 in fractions)."""
    from PIL import Image

    picture = Image.fromarray(view)
    out, boxes = [], []
    size = 1 - largest * rng.random(2)
    places = rng.random((2, 2)) * (1 - size)[:, None]
    for t in range(frames):
        share = t / max(frames - 1, 1)
        s = size[0] * (1 - share) + size[1] * share
        x, y = places[0] * (1 - share) + places[1] * share
        x, y = min(x, 1 - s), min(y, 1 - s)
        out.append(np.asarray(picture.resize((224, 224), Image.BILINEAR, box=(x * 224, y * 224, (x + s) * 224, (y + s) * 224))))
        boxes.append((x, y, x + s, y + s))
    return np.stack(out), boxes


def cropped_map(values, box):
    """A map [56,56] seen through a box, resampled to [56,56]."""
    from PIL import Image

    n = values.shape[0]
    return np.asarray(Image.fromarray(values).resize((n, n), Image.BILINEAR, box=tuple(v * n for v in box)))


def gaze_part(cache, indices, size, rng, frames=1):
    """Gaze pictures; with `frames` = 2 as moving crops whose targets move along."""
    views = np.load(f"{cache}/global.npy", mmap_mode="r")
    counts, targets = np.load(f"{cache}/counts.npy"), np.load(f"{cache}/density.npy")
    order = Order(indices, rng)
    while True:
        i = order.take(size)
        flips = rng.random(size) < 0.5
        if frames == 1:
            v, c, d = np.stack([views[j] for j in i])[:, None], counts[i][:, None], targets[i][:, None]
        else:
            v, c, d = [], [], []
            for j in i:
                crops, boxes = moving_views(views[j], rng, frames)
                v.append(crops)
                c.append([cropped_map(counts[j], b) for b in boxes])
                d.append([cropped_map(targets[j], b) for b in boxes])
            v, c, d = np.stack(v), np.array(c, "float32"), np.array(d, "float32")
            d /= d.sum(axis=(2, 3), keepdims=True)
        v, c, d = np.array(v), np.array(c), np.array(d)
        v[flips], c[flips], d[flips] = v[flips][..., ::-1, :], c[flips][..., ::-1], d[flips][..., ::-1]
        yield {"gaze_global": v, "gaze_counts": c, "gaze_density": d}


def recorded_part(load, folder, size, rng, buffer=256):
    """Batches from a saliency set's loader (DHF1K, Hollywood-2, UCF Sports, SALICON), read over and over through a shuffling buffer."""
    held = []
    while True:
        found = False
        for sample in load(folder):
            found = True
            held.append(sample)
            if len(held) >= buffer + size:
                rng.shuffle(held)
                taken, held = held[:size], held[size:]
                yield dict(zip(("gaze_global", "gaze_density", "gaze_counts"), map(np.stack, zip(*taken))))
        if not found:
            raise FileNotFoundError(f"no samples in {folder}")
        while len(held) >= size and len(held) < buffer + size:
            rng.shuffle(held)
            taken, held = held[:size], held[size:]
            yield dict(zip(("gaze_global", "gaze_density", "gaze_counts"), map(np.stack, zip(*taken))))


def joined(always, seldom=(), every=1):
    """One batch out of one from each part; the parts of `seldom` come with every so many steps, because a chunk costs as much as seven photographs."""
    step = 0
    while True:
        batch = {}
        for part in always:
            batch |= next(part)
        if step % every == 0:
            for part in seldom:
                batch |= next(part)
        step += 1
        yield batch
