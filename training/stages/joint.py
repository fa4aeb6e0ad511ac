"""Stage 3: human opinion on photographs, jointly with gaze and, where the config asks for them, distorted photographs and distorted clips.

    python stages/joint.py --config configs/photographs.toml --start runs/saliency/best.npz --out runs/photographs
    python stages/joint.py --config configs/joint.toml --start runs/photographs/best.npz --out runs/joint
"""
import argparse
import pathlib
import sys
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import keras
import numpy as np

from fovea import standardise
from fovea.data import biq2021, clips, gaze, stills
from fovea.data.batches import gaze_part, joined, photo_part
from fovea.nets.fovea3 import Fovea3
from fovea.trainer import JointTask, train
from fovea.validate import gaze_figures, ladder_figures, photo_figures


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--config", type=pathlib.Path, required=True)
    args.add_argument("--start", type=pathlib.Path, help="npz of tensors from an earlier stage")
    args.add_argument("--biq-manifest", type=pathlib.Path, default="data/quality/biq2021.csv")
    args.add_argument("--biq", type=pathlib.Path, default="data/biq")
    args.add_argument("--gaze-manifest", type=pathlib.Path, default="data/gaze")
    args.add_argument("--gaze", type=pathlib.Path, default="data/gaze")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    config = tomllib.loads(opts.config.read_text())
    keras.utils.set_random_seed(config["seed"])
    checkpoint = opts.out / "checkpoint.npz"
    # a run that goes on must not see the same order of pictures again
    rng = np.random.default_rng((config["seed"], int(np.load(checkpoint)["step"]) if checkpoint.exists() else 0))

    biq2021.cache_views(opts.biq_manifest, opts.biq, opts.cache / "biq")
    gaze.cache_views(opts.gaze_manifest, opts.gaze, opts.cache / "gaze")
    photos = biq2021.load_manifest(opts.biq_manifest)
    mos = np.array([p["mos"] for p in photos])
    of_part = {part: np.array([i for i, p in enumerate(photos) if p["part"] == part]) for part in ("train", "val")}
    gaze_parts = gaze.parts(opts.gaze_manifest)

    fovea = Fovea3()
    fovea.restore(dict(np.load(opts.start)))
    if config.get("fit_standardisation", False):
        views = np.load(opts.cache / "biq/global.npy", mmap_mode="r")
        patches = np.load(opts.cache / "biq/fragments0.npy", mmap_mode="r")
        chosen = np.sort(rng.permutation(of_part["train"])[:2048])
        standardise.fit(fovea, standardise.read_features(fovea, views, patches, chosen))
    if config.get("fit_motion", False):
        standardise.fit_motion(fovea, clips.sample_sources(opts.cache / "clips", 64))
    task = JointTask(fovea, config["losses"], config.get("dropout", 0.0))
    batch = config["batch"]
    sources, seldom = [], []
    if batch.get("photos"):
        sources.append(photo_part(opts.cache / "biq", mos, of_part["train"], batch["photos"], rng))
    if batch.get("gaze"):
        sources.append(gaze_part(opts.cache / "gaze", gaze_parts["train"], batch["gaze"], rng, batch.get("gaze_frames", 1)))

    if batch.get("still_contents"):
        sources.append(stills.still_part(opts.cache / "stills", batch["still_contents"], rng))
    if batch.get("clip_contents"):
        seldom.append(clips.clip_part(opts.cache / "clips", batch["clip_contents"], batch["clip_versions"], rng, batch.get("codec_share", 0.3), batch.get("temporal_share", 0.5)))

    def evaluate():
        found = photo_figures(fovea, opts.cache / "biq", mos, of_part["val"])
        looked = gaze_figures(fovea, opts.cache / "gaze", gaze_parts["inner"])
        found |= {"nss": looked["nss"], "cc": looked["cc"]}
        if not batch.get("clip_contents"):
            return {"score": found["srcc"]} | found
        order = ladder_figures(fovea, opts.cache, config.get("ladder_contents", 12))
        if not batch.get("photos"):
            # no opinion has been seen: the regressor's agreement with people means nothing yet
            return {"score": order["vmaf"] + order["ordered"]} | found | order
        # what is chosen: agreement with people, with VMAF inside a content, and the order of distortions
        return {"score": found["srcc"] + 0.3 * order["vmaf"] + 0.3 * order["ordered"]} | found | order

    train(fovea, task, joined(sources, seldom, batch.get("clip_every", 1)), config["steps"], config["optimizer"], opts.out, evaluate)


if __name__ == "__main__":
    main()
