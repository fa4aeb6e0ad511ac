"""The ablation ladder: heads trained on cached features of the same photographs and clips, in equal short runs, several seeds a step.

    python stages/features.py --imagenet data/pretrained --samplings 3 --out runs/features-imagenet
    python stages/features.py --random --only biq clips --samplings 3 --out runs/features-random
    python stages/features.py --weights runs/contrastive/best.npz --photos 3500 --contents 40 --samplings 2 --only biq clips --skip time moving --out runs/features-contrastive
    python stages/features.py --weights runs/dimensions/best.npz --without-time … --out runs/features-without-time
    python stages/ablation.py --features imagenet=runs/features-imagenet scratch=runs/features-random contrastive=runs/features-contrastive \
        trained=runs/features-average without-time=runs/features-without-time --out runs/ablation.json

Encoders stay as they are here, so that a step costs seconds and all steps see the same data: what a step is worth to the encoders is not measured.
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

from fovea.data import biq2021, clips
from fovea.losses.quality import huber, ladder_rank, nt_xent, pairwise_rank
from fovea.nets import fragment_encoder, global_encoder
from fovea.nets.features import FRAGMENT_LEVELS, GLOBAL_LEVELS, SIZE
from fovea.trainer import cosine

# fragment samplings of a photograph that every folder has
SAMPLINGS = 2
TEMPORAL_KINDS = ("flicker", "drop", "freeze", "shake")


def columns(saliency, fragments, temporal):
    """Which of the 4460 features a step sees."""
    kept, at = np.zeros(SIZE, bool), 0
    for name in GLOBAL_LEVELS + FRAGMENT_LEVELS:
        width = (global_encoder.CHANNELS | fragment_encoder.CHANNELS)[name]
        seen = fragments or name in GLOBAL_LEVELS
        for k in range(3):
            kept[at : at + width] = seen and (k != 1 or saliency)
            at += width
    kept[at:] = temporal and fragments
    return np.nonzero(kept)[0]


class Head(keras.Model):
    """Linear, or the deep MLP of fovea-3 without its local term."""

    def __init__(self, deep):
        super().__init__()
        self.deep = deep
        self.drop = keras.layers.Dropout(0.2)
        if deep:
            self.layers_in = [keras.layers.Dense(128, "relu"), keras.layers.Dense(128, "relu"), keras.layers.Dense(128)]
            self.out = [keras.layers.Dense(64, "relu"), keras.layers.Dense(1)]
        else:
            self.out = [keras.layers.Dense(1, kernel_initializer="zeros")]
        self.vmaf = keras.layers.Dense(1)

    def call(self, x, training=False):
        x = self.drop(x, training=training)
        if self.deep:
            for layer in self.layers_in:
                x = layer(x)
            x = x / ops.sqrt(ops.sum(ops.square(x), axis=-1, keepdims=True) + 1e-12)
        y = 8.0 * x if self.deep else x
        for layer in self.out:
            y = layer(y)
        return x, y[..., 0], self.vmaf(8.0 * x if self.deep else x)[..., 0]


class Task(keras.Model):
    """photo [B,chunks,F] with mos [B]; ladder [C,V,F] with rank, vmaf [C,V] and group [C·V]."""

    def __init__(self, head, step):
        super().__init__()
        self.head, self.step_config = head, step

    def call(self, batch, training=False):
        x = batch["photo"]
        b, k, f = ops.shape(x)
        _, raw, _ = self.head(ops.reshape(x, (b * k, f)), training=training)
        out = {"photo": ops.mean(ops.reshape(raw, (b, k)), axis=1)}
        if "ladder" in batch:
            c, v, f = ops.shape(batch["ladder"])
            e, raw, vmaf = self.head(ops.reshape(batch["ladder"], (c * v, f)), training=training)
            out |= {"embedding": e, "ladder": ops.reshape(raw, (c, v)), "vmaf": ops.reshape(vmaf, (c, v))}
        return out

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        s, target = self.step_config, x["mos"] - 3.0
        error = y_pred["photo"] - target
        loss = ops.mean(huber(error)) + 0.3 * pairwise_rank(y_pred["photo"], target) if s["huber"] else ops.mean(ops.square(error))
        if "ladder" in y_pred:
            if s["ranking"]:
                loss = loss + 0.5 * ladder_rank(y_pred["ladder"], x["rank"], 0.8)
            if s["contrastive"]:
                loss = loss + 0.1 * nt_xent(y_pred["embedding"], x["group"])
            if s["vmaf"]:
                known = ops.cast(x["vmaf"] >= 0, "float32")
                loss = loss + 0.5 * ladder_rank(y_pred["ladder"], x["vmaf"], 1.5) + ops.sum(known * huber(y_pred["vmaf"] - x["vmaf"], 0.1)) / (ops.sum(known) + 1e-6)
        return loss


def whole(features):
    """Stored features as float32 [N,4460]: the local term behind them is cut off, and encoders of before the standstill features have none."""
    features = features[:, :SIZE].astype("float32")
    return np.pad(features, ((0, 0), (0, SIZE - features.shape[1])))


def ladders_of(folder, cache, part, wanted):
    """-> per wanted content: features [V,F] and its version rows."""
    return [(whole(np.load(file)), row["versions"]) for row in clips.load_index(cache, part)
            if row["content"] in wanted and (file := folder / f"clips-{part}" / f"{row['content']}.npy").exists()]


def ladder_batch(ladders, rng, contents=8, versions=4):
    """Source and three levels of one kind from each of several contents."""
    batch = {"ladder": [], "rank": [], "vmaf": [], "group": []}
    for n in rng.choice(len(ladders), contents, replace=False):
        features, rows = ladders[n]
        kinds = sorted({r["kind"] for r in rows if r["kind"]})
        kind = kinds[rng.integers(len(kinds))]
        places = [i for i, r in enumerate(rows) if r["kind"] == kind]
        places = [0, *sorted(rng.choice(places, versions - 1, replace=False))]
        batch["ladder"].append(features[places])
        batch["rank"].append([1 - rows[p]["strength"] for p in places])
        coded = rows[places[-1]]["vmaf"] >= 0
        batch["vmaf"].append([rows[p]["vmaf"] if coded else -1 for p in places])
        number = list(clips.codecs.CODECS).index(kind) if coded else 4 + sorted({**clips.spatial.KINDS, **clips.temporal.KINDS}).index(kind)
        batch["group"] += [0 if rows[p]["kind"] is None else 10 * number + rows[p]["level"] for p in places]
    return {k: np.array(v, "int32" if k == "group" else "float32") for k, v in batch.items()}


def run_step(step, photos, train, val, seed, config):
    """Train one head -> SRCC on validation photographs, VMAF agreement and temporal order on validation clips, raw predictions."""
    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    features, mos, of_part = photos[step["start"]]
    kept = columns(step["saliency"], step["fragments"], step["temporal"])
    mean = features[0][of_part["train"]][:, kept].mean(0)
    scale = np.minimum(1 / (features[0][of_part["train"]][:, kept].std(0) + 1e-3), 20)

    def standard(x):
        return np.clip((x - mean) * scale, -8, 8).astype("float32")

    samplings = [standard(f[:, kept]) for f in features]
    train_ladders = [(standard(f[:, kept]), r) for f, r in train[step["start"]]]
    head = Head(step["deep"])
    task = Task(head, step)
    optimizer = keras.optimizers.AdamW(config["rate"], weight_decay=config["decay"])
    task.compile(optimizer=optimizer, jit_compile=False)
    chunks = len(samplings) if step["chunkwise"] else 1
    for n in range(config["steps"]):
        i = rng.choice(of_part["train"], config["batch"] // chunks)
        photo = np.stack([s[i] for s in samplings], 1) if chunks > 1 else samplings[rng.integers(len(samplings))][i][:, None]
        batch = {"photo": photo, "mos": mos[i].astype("float32")}
        if step["ranking"] or step["contrastive"] or step["vmaf"]:
            batch |= ladder_batch(train_ladders, rng)
        optimizer.learning_rate = cosine(n, config["steps"], config["rate"], warmup=20, cycles=2) if step["cosine"] else config["rate"]
        task.train_on_batch(batch)
    raw = np.asarray(head(samplings[0][of_part["val"]])[1])
    inside, order = [], []
    for f, rows in val[step["start"]]:
        r = np.asarray(head(standard(f[:, kept]))[1])
        coded = [i for i, v in enumerate(rows) if v["vmaf"] >= 0]
        inside.append(spearmanr(r[coded], [rows[i]["vmaf"] for i in coded]).statistic)
        for kind in TEMPORAL_KINDS:
            places = [0] + [i for i, v in enumerate(rows) if v["kind"] == kind]
            if len(places) > 1:
                order.append(spearmanr(r[places], [rows[p]["strength"] for p in places]).statistic <= -0.79)
    return {"raw": raw, "vmaf": float(np.mean(inside)) if inside else None, "temporal": float(np.mean(order)) if order else None}


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--config", type=pathlib.Path, default="configs/ablation.toml")
    args.add_argument("--features", nargs="+", required=True, metavar="START=FOLDER", help="features by the encoders' start, as the configuration names it")
    args.add_argument("--biq-manifest", type=pathlib.Path, default="data/quality/biq2021.csv")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    config = tomllib.loads(opts.config.read_text())
    folders = {name: pathlib.Path(folder) for name, folder in (entry.split("=", 1) for entry in opts.features)}
    indices = {name: np.load(folder / "index.npy") for name, folder in folders.items()}
    # every step sees the same photographs and clips: those that all folders hold
    index = sorted(set.intersection(*(set(i.tolist()) for i in indices.values())))
    rows = biq2021.load_manifest(opts.biq_manifest)
    mos, rows = np.array([rows[i]["mos"] for i in index]), [rows[i] for i in index]
    of_part = {part: np.array([i for i, r in enumerate(rows) if r["part"] == part]) for part in ("train", "val")}
    contents = {part: set.intersection(*({int(f.stem) for f in (folder / f"clips-{part}").glob("*.npy")} for name, folder in folders.items() if name != "scratch")) for part in ("train", "val")}
    photos, train, val = {}, {}, {}
    for name, folder in folders.items():
        places = np.searchsorted(indices[name], index)
        photos[name] = ([whole(np.load(f)[places]) for f in sorted(folder.glob("biq*.npy"))[:SAMPLINGS]], mos, of_part)
        train[name], val[name] = (ladders_of(folder, opts.cache / "clips", part, contents[part]) for part in ("train", "val"))
    ladder, truth = [], mos[of_part["val"]]
    for step in config["step"]:
        step = config["base"] | {k: v for k, v in step.items() if k != "name"} | {"name": step["name"]}
        if step["start"] not in photos:
            continue
        runs = [run_step(step, photos, train, val, seed, config["run"]) for seed in config["seeds"]]
        each = [float(spearmanr(r["raw"], truth).statistic) for r in runs]
        rng = np.random.default_rng(1)
        draws = []
        for _ in range(500):
            i = rng.integers(0, len(truth), len(truth))
            draws.append(np.mean([spearmanr(r["raw"][i], truth[i]).statistic for r in runs]))
        found = {"step": step["name"], "srcc": round(float(np.mean(each)), 4), "low": round(float(np.percentile(draws, 2.5)), 4), "high": round(float(np.percentile(draws, 97.5)), 4),
                 "seeds": [round(e, 4) for e in each], "n": len(truth)}
        if runs[0]["vmaf"] is not None:
            found["vmaf"] = round(float(np.mean([r["vmaf"] for r in runs])), 3)
            found["temporal"] = round(float(np.mean([r["temporal"] for r in runs])), 3)
            found["ladders"] = f"VMAF SRCC {found['vmaf']}, order in time {found['temporal']}"
        print(json.dumps(found), flush=True)
        ladder.append(found)
        opts.out.write_text(json.dumps(ladder, indent=1))


if __name__ == "__main__":
    main()
