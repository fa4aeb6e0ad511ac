"""Stage 1: saliency on eye tracking. KL + CC + NSS, centre prior learned as part of the net, ImageNet encoder inflated in time.

    python stages/saliency.py --config configs/saliency.toml --imagenet data/pretrained --gaze-manifest data/gaze --gaze data/gaze --out runs/saliency
    python stages/saliency.py --config configs/saliency-moving.toml --start runs/saliency/best.npz --out runs/saliency-moving
    python stages/saliency.py --config configs/saliency.toml --set dhf1k --set-folder /path/to/DHF1K --start runs/saliency/best.npz --out runs/saliency-dhf1k
"""
import argparse
import importlib
import pathlib
import sys
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import keras
import numpy as np

from fovea.data import clips, gaze
from fovea.data.batches import gaze_part, joined, recorded_part
from fovea.nets.fovea3 import Fovea3
from fovea.nets.imagenet import start_from_imagenet
from fovea.trainer import JointTask, train
from fovea.validate import gaze_figures, moving_gaze_figures, steadiness_figure


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--config", type=pathlib.Path, default="configs/saliency.toml")
    args.add_argument("--imagenet", type=pathlib.Path, default="data/pretrained")
    args.add_argument("--gaze-manifest", type=pathlib.Path, default="data/gaze")
    args.add_argument("--gaze", type=pathlib.Path, default="data/gaze")
    args.add_argument("--set", choices=("dhf1k", "hollywood2", "ucf_sports", "salicon"), help="train on this set instead; checkpoints are still chosen on the gaze pictures")
    args.add_argument("--set-folder", type=pathlib.Path)
    args.add_argument("--start", type=pathlib.Path, help="npz of tensors to start from instead of ImageNet")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--out", type=pathlib.Path, default="runs/saliency")
    opts = args.parse_args()
    config = tomllib.loads(opts.config.read_text())
    keras.utils.set_random_seed(config["seed"])

    gaze.cache_views(opts.gaze_manifest, opts.gaze, opts.cache / "gaze")
    parts = gaze.parts(opts.gaze_manifest)
    fovea = Fovea3()
    if opts.start:
        fovea.restore(dict(np.load(opts.start)))
    else:
        start_from_imagenet(fovea, opts.imagenet / "mobilenet_v2_1.0_224_quant.tflite", opts.imagenet / "mobilenet_v1_0.5_160_quant.tflite")
    task = JointTask(fovea, config["losses"])
    rng = np.random.default_rng(config["seed"])
    if opts.set:
        source = recorded_part(importlib.import_module(f"fovea.data.{opts.set}").load, opts.set_folder, config["batch"], rng)
    else:
        source = gaze_part(opts.cache / "gaze", parts["train"], config["batch"], rng, config["frames"])
    sources = [source]
    if config.get("steady"):
        sources.append(clips.steady_part(opts.cache / "clips", config["steady"], rng))
    batches = joined(sources)

    def evaluate():
        found = gaze_figures(fovea, opts.cache / "gaze", parts["inner"])
        if config["frames"] == 1:
            return {"score": found["nss"]} | found
        moving = moving_gaze_figures(fovea, opts.cache / "gaze", parts["inner"])
        return {"score": (found["nss"] + moving["moving_nss"]) / 2} | found | moving | steadiness_figure(fovea, opts.cache)

    train(fovea, task, batches, config["steps"], config["optimizer"], opts.out, evaluate)


if __name__ == "__main__":
    main()
