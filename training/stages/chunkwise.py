"""Stage for labelled videos (KoNViD-1k, LIVE-VQC, YouTube-UGC, LSVQ, MaxWell): chunkwise training, for whoever has the sets.

    python stages/chunkwise.py --config configs/chunkwise.toml --set lsvq --videos /path/to/LSVQ --start runs/joint/best.npz --out runs/chunkwise

A video's score is the mean of its chunks'. Gradients accumulate chunk by chunk, so a clip of any length fits in the memory of one chunk: a first pass without
gradients gives the score and the loss's slope, the second pass sends that slope through each chunk by itself. The sum is the exact gradient of the whole video.
"""
import argparse
import importlib
import pathlib
import sys
import tomllib
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import keras
import numpy as np
from scipy.stats import spearmanr

from fovea.data.videos import pooled_score, video_views
from fovea.nets.fovea3 import Fovea3
from fovea.trainer import GroupedAdamW, cosine, learning_rate_factors, seen
from fovea.validate import predict


class ChunkTask(keras.Model):
    """One chunk [1,2,…], [1,8,…] and the slope [1] of its video's loss by its raw score."""

    def __init__(self, fovea):
        super().__init__()
        self.fovea = fovea
        self.built = True

    def call(self, x):
        return self.fovea([seen(x["global"]), seen(x["fragments"])])["raw"]

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return keras.ops.sum(x["slope"] * y_pred)


def slope_of(raw, durations, target, delta=0.5):
    """Huber's slope by each chunk's raw score, the video's score being the weighted mean."""
    weights = np.asarray(durations) / np.sum(durations)
    error = float(np.sum(weights * raw) - target)
    return np.clip(error / delta, -1, 1) * weights


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--config", type=pathlib.Path, default="configs/chunkwise.toml")
    args.add_argument("--set", choices=("konvid", "live_vqc", "youtube_ugc", "lsvq", "maxwell"), required=True)
    args.add_argument("--videos", type=pathlib.Path, required=True)
    args.add_argument("--start", type=pathlib.Path, required=True)
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    config = tomllib.loads(opts.config.read_text())
    keras.utils.set_random_seed(config["seed"])
    rng = np.random.default_rng(config["seed"])
    rows = importlib.import_module(f"fovea.data.{opts.set}").load(opts.videos)
    held = [r for r in rows if zlib.crc32(r[0].name.encode()) / 2**32 < config["validation_share"]]
    kept = [r for r in rows if r not in held]

    fovea = Fovea3()
    fovea.restore(dict(np.load(opts.start)))
    task = ChunkTask(fovea)
    accumulate = config["chunks_per_update"]
    optimizer = GroupedAdamW(learning_rate_factors(fovea, config["encoders"]), learning_rate=config["rate"], weight_decay=config["decay"],
                             gradient_accumulation_steps=accumulate, global_clipnorm=1.0)
    task.compile(optimizer=optimizer, jit_compile=False)
    opts.out.mkdir(parents=True, exist_ok=True)
    best = -1.0
    for epoch in range(config["epochs"]):
        for n, video in enumerate(rng.permutation(len(kept))):
            path, mos = kept[video]
            views, patches, durations = video_views(path)
            raw = predict(fovea, views, patches, np.arange(len(views)), ("raw",), size=1)["raw"]
            optimizer.learning_rate = cosine(epoch * len(kept) + n, config["epochs"] * len(kept), config["rate"], cycles=config["cycles"])
            for c, slope in enumerate(slope_of(raw, durations, mos - 3.0)):
                task.train_on_batch({"global": views[c : c + 1], "fragments": patches[c : c + 1], "slope": np.array([slope * accumulate], "float32")})
        scores = []
        for path, _ in held:
            views, patches, durations = video_views(path)
            scores.append(pooled_score(predict(fovea, views, patches, np.arange(len(views)), ("raw",), size=1)["raw"], durations))
        srcc = float(spearmanr(scores, [m for _, m in held]).statistic) if len(held) > 2 else 0.0
        print(f"epoch {epoch + 1} SRCC {srcc:.4f} n {len(held)}", flush=True)
        if srcc > best:
            best = srcc
            np.savez(opts.out / "best.npz", **fovea.state())


if __name__ == "__main__":
    main()
