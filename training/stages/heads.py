"""Stage 3b: the heads alone, on cached features of the trained encoders: many cheap steps over every ladder, with opinions as the anchor.

    python stages/features.py --weights runs/average/best.npz --with-local --samplings 3 --skip val --out runs/features-average
    python stages/heads.py --config configs/heads.toml --start runs/average/best.npz --features runs/features-average --out runs/heads

Encoders, saliency and the local term stay as they are: the local term's sum comes with the features, as a constant of each item. The quality dimensions have
a stage of their own, stages/dimensions.py. Weights are averaged over the last steps.
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
from scipy.stats import spearmanr

from fovea.data import biq2021, clips, stills
from fovea.distort import spatial, temporal
from fovea.distort.dimensions import strengths
from fovea.losses.quality import huber, ladder_rank, laplace_spread, nt_xent, pairwise_rank
from fovea.model_file import float16_state
from fovea.nets.features import ALL, SIZE, moves_steadily
from fovea.nets.fovea3 import Fovea3
from fovea.standardise import with_standstill
from fovea.trainer import cosine
from fovea.weight_average import WeightAverage

TRAINED = ("dense1", "dense2", "dense3", "regressor1", "regressor2")
# how far source and strongest version of a ladder are to lie apart, in raw units
MARGIN = 0.8
# frames that repeat are common in clips that people rate well: their order is asked for, not their size
MARGIN_OF_REPEATS = 0.25
REPEATS = ("drop", "freeze")


class HeadTask(keras.Model):
    """photo [B,4461] with mos [B]; ladder [C,V,4461] with rank, vmaf [C,V], margin [C], group [C·V]."""

    def __init__(self, heads, weights, dropout):
        super().__init__()
        self.parts_trained = [getattr(heads, name) for name in TRAINED]
        self.heads_of = {"heads": heads}
        self.weights_of = weights
        self.drop = keras.layers.Dropout(dropout)
        self.built = True

    def scored(self, x, training):
        heads = self.heads_of["heads"]
        drop = (lambda v: self.drop(v, training=True)) if training else None
        e = heads.embed(x, drop)
        out = heads.regressor2(heads.regressor1(8.0 * e))
        return e, out[:, 0] + x[:, ALL], ops.softplus(out[:, 1]) + 0.01

    def call(self, batch, training=False):
        c, v, f = ops.shape(batch["ladder"])
        return {"photo": self.scored(batch["photo"], training), "ladder": self.scored(ops.reshape(batch["ladder"], (c * v, f)), training)}

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        w = self.weights_of
        _, raw, spread = y_pred["photo"]
        target = x["mos"] - 3.0
        loss = ops.mean(huber(raw - target)) + w["rank"] * pairwise_rank(raw, target) + w["spread"] * ops.mean(laplace_spread(raw - target, spread))
        e, raw, _ = y_pred["ladder"]
        raw = ops.reshape(raw, ops.shape(x["rank"]))
        return loss + w["ladder"] * ladder_rank(raw, x["rank"], x["margin"]) + w["vmaf_rank"] * ladder_rank(raw, x["vmaf"], 1.5) + w["contrastive"] * nt_xent(e, x["group"])


def ladders_of_clip(features, versions, numbers):
    """The ladders of one content: one tuple a kind."""
    found = []
    for kind in {v["kind"] for v in versions if v["kind"]}:
        places = [0] + [i for i, v in enumerate(versions) if v["kind"] == kind]
        coded = kind in clips.codecs.CODECS
        family = "codec" if coded else "temporal" if kind in temporal.KINDS else "spatial"
        found.append((features[places], [1 - versions[p]["strength"] for p in places], [versions[p]["vmaf"] if coded else -1.0 for p in places],
                      [strengths(versions[p]["kind"], versions[p]["strength"]) for p in places],
                      [10 * numbers[kind] + versions[p]["level"] if p else 0 for p in places], family))
    return found


def kind_of(ladder):
    return ("", *clips.codecs.CODECS, *spatial.KINDS, *temporal.KINDS)[ladder[4][-1] // 10]


def family_of(ladder, shares):
    """The kind where it has a share of its own, else its family."""
    kind = kind_of(ladder)
    return kind if kind in shares else ladder[5]


def ladders_from(folder, cache, wanted, photographs=True):
    """All ladders of the training clips whose content is wanted, and of training photographs: (features [V,4461], rank, vmaf, strength [V,8], group, family)."""
    found = []
    numbers = {k: n for n, k in enumerate([*clips.codecs.CODECS, *spatial.KINDS, *temporal.KINDS], 1)}
    for part in ("train", "time", "moving"):
        for row in clips.load_index(cache / "clips", part):
            file = folder / f"clips-{part}" / f"{row['content']}.npy"
            if wanted(row["content"]) and file.exists():
                features = np.load(file).astype("float32")
                if part != "moving" or moves_steadily(features[:1])[0]:
                    found += ladders_of_clip(features, row["versions"], numbers)
    file = folder / "stills-train.npy"
    if photographs and file.exists():
        levels = (0.0, *stills.LEVELS)
        for features, (_, kind) in zip(np.load(file).astype("float32"), np.load(cache / "stills/train/plan.npy")):
            name = stills.KINDS[kind]
            found.append((features, [1 - s for s in levels], [-1.0] * len(levels), [strengths(name if s else None, s) for s in levels],
                          [10 * numbers[name] + n if n else 0 for n in range(len(levels))], "still"))
    return found


def ladder_batch(ladders, by_family, shares, count, rng, versions=4):
    batch = {"ladder": [], "rank": [], "vmaf": [], "margin": [], "group": []}
    families = list(shares)
    for family in rng.choice(families, count, p=[shares[f] for f in families]):
        ladder = ladders[by_family[family][rng.integers(len(by_family[family]))]]
        f, rank, vmaf, _, group, _ = ladder
        places = [0, *sorted(1 + rng.choice(len(rank) - 1, versions - 1, replace=False))]
        batch["ladder"].append(f[places])
        batch["rank"].append([rank[p] for p in places])
        batch["vmaf"].append([vmaf[p] for p in places])
        batch["margin"].append(MARGIN_OF_REPEATS if kind_of(ladder) in REPEATS else MARGIN)
        batch["group"] += [group[p] for p in places]
    return {k: np.array(v, "int32" if k == "group" else "float32") for k, v in batch.items()}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--config", type=pathlib.Path, default="configs/heads.toml")
    args.add_argument("--start", type=pathlib.Path, required=True)
    args.add_argument("--features", type=pathlib.Path, required=True)
    args.add_argument("--biq-manifest", type=pathlib.Path, default="data/quality/biq2021.csv")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    config = tomllib.loads(opts.config.read_text())
    keras.utils.set_random_seed(config["seed"])
    rng = np.random.default_rng(config["seed"])
    photos = biq2021.load_manifest(opts.biq_manifest)
    index = np.load(opts.features / "index.npy")
    mos = np.array([photos[i]["mos"] for i in index], "float32")
    part = np.array([photos[i]["part"] for i in index])
    samplings = [np.load(f).astype("float32") for f in sorted(opts.features.glob("biq*.npy"))]
    train, val = np.nonzero(part == "train")[0], np.nonzero(part == "val")[0]
    moving = np.load(opts.features / "moving.npy").astype("float32")
    moving_photos = [photos[i] for i in np.load(opts.features / "moving-index.npy")]
    steady = moves_steadily(moving)
    moving_mos = np.array([p["mos"] for p in moving_photos], "float32")
    moving_train, moving_val = (np.array([n for n, p in enumerate(moving_photos) if p["part"] == part and steady[n]]) for part in ("train", "val"))
    # the first contents are held back from every stage and choose the checkpoint
    apart = {row["content"] for row in clips.load_index(opts.cache / "clips", "train")[: config["held_back"]]}
    held = ladders_from(opts.features, opts.cache, lambda content: content in apart, photographs=False)
    ladders = ladders_from(opts.features, opts.cache, lambda content: content not in apart)
    by_family = {f: [n for n, l in enumerate(ladders) if family_of(l, config["shares"]) == f] for f in config["shares"]}

    fovea = Fovea3()
    start = float16_state(dict(np.load(opts.start)))
    if len(start["head/mean"]) < SIZE:
        start = with_standstill(start, np.concatenate([l[0] for l in ladders if l[5] != "still"]))
    fovea.restore(start, strict=False)
    task = HeadTask(fovea.heads, config["losses"], config["dropout"])
    optimizer = keras.optimizers.AdamW(config["rate"], weight_decay=config["decay"])
    task.compile(optimizer=optimizer, jit_compile=False)
    # only the layers of TRAINED move
    for operator in fovea.heads.operators:
        operator.trainable = any(operator is layer for layer in task.parts_trained)

    def figures():
        raw = np.asarray(task.scored(ops.convert_to_tensor(samplings[0][val]), False)[1])
        order = {}
        for f, rank, vmaf, _, _, family in held:
            r = np.asarray(task.scored(ops.convert_to_tensor(f), False)[1])
            order.setdefault(family, []).append(spearmanr(r, rank).statistic >= 0.79)
            if family == "codec":
                order.setdefault("vmaf", []).append(spearmanr(r, vmaf).statistic)
        drifting = np.asarray(task.scored(ops.convert_to_tensor(moving[moving_val]), False)[1])
        found = {"srcc": round(float(spearmanr(raw, mos[val]).statistic), 4), "moving": round(float(spearmanr(drifting, moving_mos[moving_val]).statistic), 4)}
        found |= {k: round(float(np.mean(v)), 3) for k, v in order.items()}
        return {"score": 0.7 * found["srcc"] + 0.3 * found["moving"] + 0.3 * found["vmaf"] + 0.3 * (found["temporal"] + found["spatial"]) / 2} | found

    opts.out.mkdir(parents=True, exist_ok=True)
    best = figures()
    print(json.dumps({"step": 0} | best), flush=True)
    np.savez(opts.out / "best.npz", **fovea.state())
    average = WeightAverage(task.trainable_variables, config["average"])
    for step in range(1, config["steps"] + 1):
        i, drifting = rng.choice(train, config["batch"] - config["moving"]), rng.choice(moving_train, config["moving"])
        batch = {"photo": np.concatenate([samplings[rng.integers(len(samplings))][i], moving[drifting]]), "mos": np.concatenate([mos[i], moving_mos[drifting]])}
        batch |= ladder_batch(ladders, by_family, config["shares"], config["ladders"], rng)
        optimizer.learning_rate = cosine(step, config["steps"], config["rate"], warmup=30)
        task.train_on_batch(batch)
        average.look(step)
        if step % config["validate"] == 0:
            with average.applied():
                found = figures()
                print(json.dumps({"step": step} | found), flush=True)
                if found["score"] > best["score"]:
                    best = found
                    np.savez(opts.out / "best.npz", **fovea.state())


if __name__ == "__main__":
    main()
