"""Stage 3c: the quality dimensions, on the same cached features: how strong each of eight impairments is, whatever the others are.

    python stages/dimensions.py --config configs/dimensions.toml --start runs/heads/best.npz --features runs/features-average --out runs/dimensions

Ladders are drawn by the dimension that they impair: evenly, but for those with a share of their own (six kinds compress). The checkpoint is that of the best mean AUC on the held-back training clips.
"""
import argparse
import json
import pathlib
import sys
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import keras
import numpy as np
from keras import ops

from fovea.data import clips
from fovea.losses.quality import huber
from fovea.metrics.dimensions import dimension_figures
from fovea.nets.features import ALL, SIZE, STANDSTILL
from fovea.nets.fovea3 import Fovea3
from fovea.nets.heads import DIMENSIONS
from fovea.nets.pixel_statistics import FILTERS
from fovea.standardise import fit_pixels, with_standstill
from fovea.trainer import cosine
from fovea.weight_average import WeightAverage
from stages.heads import ladders_from

TRAINED = ("dimensions1", "dimensions2", "dimensions3", "pixels1", "pixels2", "pixels3")
VERSIONS = 4
# smallest difference of strength that counts as one
APART = 0.05


class DimensionsTask(keras.Model):
    """x [C·V,4586] with strength [C·V,8], −1 where a kind leaves a dimension in doubt; V versions of each of C ladders in a row. Both nets learn by themselves: their mean gains by what they do not share."""

    def __init__(self, heads, weights, dropout):
        super().__init__()
        self.parts_trained = [getattr(heads, name) for name in TRAINED]
        self.heads_of = {"heads": heads}
        self.weights_of = weights
        self.drop = keras.layers.Dropout(dropout)
        self.built = True

    def call(self, batch, training=False):
        heads, dropout = self.heads_of["heads"], (lambda v: self.drop(v, training=True)) if training else None
        return ops.stack([heads.dimensions_by_encoders(batch["x"], dropout), heads.dimensions_by_pixels(batch["x"], dropout)])

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return self.loss_of(x["strength"], y_pred[0]) + self.loss_of(x["strength"], y_pred[1])

    def loss_of(self, truth, y_pred):
        w = self.weights_of
        known = ops.cast(truth >= 0, "float32")
        loss = w["strength"] * ops.sum(known * huber(y_pred - truth, 0.2)) / (ops.sum(known) + 1e-6)
        # RankNet over all pairs of the batch: one dimension's impairment above all others', whatever the content
        over, by = ordered_pairs(truth, y_pred)
        loss = loss + w["rank"] * ops.mean(ops.sum(over * ops.softplus(-by / 0.15), axis=(0, 1)) / (ops.sum(over, axis=(0, 1)) + 1e-6))
        rows = (-1, VERSIONS, truth.shape[-1])
        inside, by = ordered_pairs(ops.reshape(truth, rows), ops.reshape(y_pred, rows))
        apart, _ = strength_differences(ops.reshape(truth, rows))
        return loss + w["ladder"] * ops.sum(inside * ops.relu(apart - by)) / (ops.sum(inside) + 1e-6)


def strength_differences(truth):
    """[…,V,8] -> differences [V,V] of all pairs, and whether both are known."""
    first, second = ops.expand_dims(truth, -2), ops.expand_dims(truth, -3)
    return first - second, ops.cast((first >= 0) & (second >= 0), "float32")


def ordered_pairs(truth, predicted):
    """Where the first of a pair is the stronger (1 or 0), and by how much the prediction says so."""
    apart, known = strength_differences(truth)
    return known * ops.cast(apart > APART, "float32"), ops.expand_dims(predicted, -2) - ops.expand_dims(predicted, -3)


def by_dimension(ladders):
    """Ladders under the number of the dimension that they impair."""
    found = {}
    for features, _, _, strength, _, _ in ladders:
        strength = np.array(strength, "float32")
        found.setdefault(int(np.argmax(strength.max(0))), []).append((features[:, :ALL], strength))
    return found


def batch_of(ladders, shares, count, rng):
    x, strength = [], []
    numbers = sorted(ladders)
    weights = np.array([shares.get(DIMENSIONS[number], 1.0) for number in numbers])
    for number in rng.choice(numbers, count, p=weights / weights.sum()):
        features, truth = ladders[number][rng.integers(len(ladders[number]))]
        levels = np.sort(1 + rng.choice(len(features) - 1, min(VERSIONS - 1, len(features) - 1), replace=False))
        places = np.concatenate([[0], levels, np.repeat(levels[-1:], VERSIONS - 1 - len(levels))]).astype(int)
        x.append(features[places])
        strength.append(truth[places])
    return {"x": np.concatenate(x).astype("float32"), "strength": np.concatenate(strength)}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--config", type=pathlib.Path, default="configs/dimensions.toml")
    args.add_argument("--start", type=pathlib.Path, required=True)
    args.add_argument("--features", type=pathlib.Path, required=True)
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    config = tomllib.loads(opts.config.read_text())
    keras.utils.set_random_seed(config["seed"])
    rng = np.random.default_rng(config["seed"])
    apart = {row["content"] for row in clips.load_index(opts.cache / "clips", "train")[: config["held_back"]]}
    ladders = by_dimension(ladders_from(opts.features, opts.cache, lambda content: content not in apart))
    held = [(row["versions"], np.load(opts.features / f"clips-{part}" / f"{row['content']}.npy").astype("float32")[:, :ALL])
            for part in ("train", "time") for row in clips.load_index(opts.cache / "clips", part) if row["content"] in apart]

    fovea = Fovea3()
    start = dict(np.load(opts.start))
    if len(start["head/mean"]) < SIZE:
        start = with_standstill(start, np.concatenate([f for kind in ladders.values() for f, _ in kind if np.any(f[:, SIZE - STANDSTILL : SIZE - 2])]))
    fovea.restore(start, strict=False)
    fit_pixels(fovea, np.concatenate([f for kind in ladders.values() for f, _ in kind if np.any(f[:, ALL - FILTERS :])]))
    task = DimensionsTask(fovea.heads, config["losses"], config["dropout"])
    optimizer = keras.optimizers.AdamW(config["rate"], weight_decay=config["decay"])
    task.compile(optimizer=optimizer, jit_compile=False)
    for operator in fovea.heads.operators:
        operator.trainable = any(operator is layer for layer in task.parts_trained)

    opts.out.mkdir(parents=True, exist_ok=True)
    best, average = 0.0, WeightAverage(task.trainable_variables, config["average"])
    for step in range(1, config["steps"] + 1):
        optimizer.learning_rate = cosine(step, config["steps"], config["rate"], warmup=30)
        task.train_on_batch(batch_of(ladders, config["shares"], config["ladders"], rng))
        average.look(step)
        if step % config["validate"] == 0:
            with average.applied():
                figures = dimension_figures([(versions, np.asarray(fovea.heads.dimensions(ops.convert_to_tensor(x)))) for versions, x in held], draws=0)
                auc = float(np.mean([f["auc"]["value"] for f in figures.values()]))
                print(json.dumps({"step": step, "auc": round(auc, 4)} | {name: f["auc"]["value"] for name, f in figures.items()}), flush=True)
                if auc > best:
                    best = auc
                    np.savez(opts.out / "best.npz", **fovea.state())


if __name__ == "__main__":
    main()
