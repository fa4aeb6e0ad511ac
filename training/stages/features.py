"""Pooled features of everything cached, for probes and for the ablation ladder: float16 arrays under OUT.

    python stages/features.py --weights runs/saliency/best.npz --cache runs/cache --out runs/features
    python stages/features.py --random --cache runs/cache --out runs/features-random --only biq
"""
import argparse
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import keras
import numpy as np

from fovea.data import biq2021, clips
from fovea.model_file import float16_state
from fovea.nets.fovea3 import Fovea3
from fovea.nets.imagenet import start_from_imagenet
from fovea.standardise import FeatureReader


def features(fovea, views, patches, indices, size, reader=None, local=False):
    """-> float16 [N,4586]; the last batch is padded. One reader a shape of input, so that its graph keeps static sizes."""
    reader, found = reader or FeatureReader(fovea, local), []
    for at in range(0, len(indices), size):
        i = np.asarray(indices[at : at + size])
        padded = np.concatenate([i, np.repeat(i[-1:], size - len(i))])
        v, p = np.stack([views[j] for j in padded]), np.stack([patches[j] for j in padded])
        if v.ndim == 4:
            v, p = v[:, None], p[:, None]
        found.append(np.asarray(reader.predict_on_batch({"global": v, "fragments": p}))[: len(i)].astype(np.float16))
    return np.concatenate(found)


def without_time(state):
    """Weights whose temporal kernels see one frame: the middle tap has the sum of all three, as a still picture sees them."""
    kept = dict(state)
    for name, value in state.items():
        if "/temporal/" in name and name.endswith("kernel"):
            kept[name] = np.zeros_like(value)
            kept[name][1] = value.sum(0)
    return kept


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--weights", type=pathlib.Path)
    args.add_argument("--with-local", action="store_true", help="append the local term's sum, for stages/heads.py")
    args.add_argument("--random", action="store_true", help="encoders from scratch, for the ablation of the ImageNet start")
    args.add_argument("--imagenet", type=pathlib.Path, help="ImageNet encoders without any training")
    args.add_argument("--without-time", action="store_true", help="temporal kernels off, for their ablation: photographs' features stay the same")
    args.add_argument("--biq-manifest", type=pathlib.Path, default="data/quality/biq2021.csv")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--only", nargs="+", default=["biq", "moving", "stills", "clips"])
    args.add_argument("--photos", type=int, default=10000, help="at most this many training photographs, drawn by a fixed seed, beside all of validation")
    args.add_argument("--contents", type=int, default=1000, help="at most this many training clips")
    args.add_argument("--skip", nargs="*", default=[], help="parts of the clips to leave out")
    args.add_argument("--samplings", type=int, default=1, help="fragment samplings of each photograph")
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    keras.utils.set_random_seed(1)
    fovea = Fovea3()
    if opts.imagenet:
        start_from_imagenet(fovea, opts.imagenet / "mobilenet_v2_1.0_224_quant.tflite", opts.imagenet / "mobilenet_v1_0.5_160_quant.tflite")
    elif not opts.random:
        # heads trained on these features then know the encoders as the page has them
        fovea.restore(float16_state(dict(np.load(opts.weights))))
    if opts.without_time:
        fovea.restore(without_time(fovea.state()))
    opts.out.mkdir(parents=True, exist_ok=True)
    if "biq" in opts.only:
        views = np.load(opts.cache / "biq/global.npy", mmap_mode="r")
        photos = biq2021.load_manifest(opts.biq_manifest)
        of_part = {part: [i for i, p in enumerate(photos) if p["part"] == part] for part in ("train", "val")}
        chosen = np.sort(np.concatenate([of_part["val"], np.random.default_rng(1).permutation(of_part["train"])[: opts.photos]]))
        np.save(opts.out / "index.npy", chosen)
        for k in range(opts.samplings):
            target = opts.out / f"biq{k}.npy"
            if not target.exists():
                np.save(target, features(fovea, views, np.load(opts.cache / f"biq/fragments{k}.npy", mmap_mode="r"), chosen, 32, local=opts.with_local))
    if "stills" in opts.only:
        for part in ("train", "val"):
            folder = opts.cache / "stills" / part
            if (folder / "done").exists() and not (opts.out / f"stills-{part}.npy").exists():
                views, patches = np.load(folder / "global.npy", mmap_mode="r"), np.load(folder / "fragments.npy", mmap_mode="r")
                n, versions = views.shape[:2]
                flat = features(fovea, views.reshape(-1, 224, 224, 3), patches.reshape(-1, 224, 224, 3), np.arange(n * versions), 32, local=opts.with_local)
                np.save(opts.out / f"stills-{part}.npy", flat.reshape(n, versions, -1))
    reader = FeatureReader(fovea, opts.with_local)
    if "moving" in opts.only and (opts.cache / "moving/done").exists() and not (opts.out / "moving.npy").exists():
        views, patches = (np.load(opts.cache / "moving" / f"{name}.npy", mmap_mode="r") for name in ("global", "fragments"))
        np.save(opts.out / "moving.npy", features(fovea, views, patches, np.arange(len(views)), 8, reader, opts.with_local))
        np.save(opts.out / "moving-index.npy", np.load(opts.cache / "moving/index.npy"))
    if "clips" in opts.only:
        for part in ("train", "val", "time", "moving"):
            if part in opts.skip:
                continue
            target = opts.out / f"clips-{part}"
            target.mkdir(exist_ok=True)
            for row in clips.load_index(opts.cache / "clips", part)[: opts.contents]:
                file = target / f"{row['content']}.npy"
                if not file.exists():
                    views, patches = (np.load(opts.cache / "clips" / part / f"{name}-{row['content']}.npy", mmap_mode="r") for name in ("global", "fragments"))
                    np.save(file, features(fovea, views, patches, np.arange(len(views)), 8, reader, opts.with_local))


if __name__ == "__main__":
    main()
