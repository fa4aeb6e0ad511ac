"""Predictions on cached views, and the quick figures that choose checkpoints."""
import keras
import numpy as np
from keras import ops
from scipy.stats import pearsonr, spearmanr

from .data import clips, stills
from .data.batches import gaze_part
from .metrics import saliency as saliency_metrics
from .trainer import seen


class Predictor(keras.Model):
    """predict_on_batch of the nets on bytes, compiled once a shape."""

    def __init__(self, fovea, only_saliency=False):
        super().__init__()
        self.fovea, self.only_saliency = fovea, only_saliency
        self.built = True

    def call(self, x):
        if self.only_saliency:
            return {"saliency": ops.exp(self.fovea.saliency_only(seen(x["global"])))}
        out = self.fovea([seen(x["global"]), seen(x["fragments"])])
        out["saliency"] = ops.exp(out.pop("log_saliency"))
        return out


def predictor(fovea, shape, only_saliency=False):
    """One predictor for each shape of input: a graph that serves several shapes loses its static sizes, which the nets rely on."""
    made = fovea.__dict__.setdefault("predictors", {})
    key = (tuple(shape), only_saliency)
    if key not in made:
        made[key] = Predictor(fovea, only_saliency)
    return made[key]


def predict(fovea, views, patches, indices, wanted=("raw", "spread"), size=32):
    """Outputs for photographs [N,224,224,3]; dict of arrays. The last batch is padded so that every shape is the same."""
    found = {name: [] for name in wanted}
    indices = np.asarray(indices)
    for at in range(0, len(indices), size):
        i = indices[at : at + size]
        padded = np.concatenate([i, np.repeat(i[-1:], size - len(i))])
        v, p = np.stack([views[j] for j in padded]), np.stack([patches[j] for j in padded])
        if v.ndim == 4:
            v, p = v[:, None], p[:, None]
        out = predictor(fovea, p.shape).predict_on_batch({"global": v, "fragments": p})
        for name in wanted:
            found[name].append(np.asarray(out[name])[: len(i)])
    return {name: np.concatenate(values) for name, values in found.items()}


def saliency_maps(fovea, views, indices, size=32):
    """Maps [N,56,56] of still pictures."""
    maps = []
    for at in range(0, len(indices), size):
        i = np.asarray(indices[at : at + size])
        padded = np.concatenate([i, np.repeat(i[-1:], size - len(i))])
        v = np.stack([views[j] for j in padded])[:, None]
        maps.append(np.asarray(predictor(fovea, v.shape, only_saliency=True).predict_on_batch({"global": v})["saliency"])[: len(i), 0])
    return np.concatenate(maps)


def gaze_figures(fovea, cache, indices):
    """-> nss, cc, sim, auc_judd, kl on the 56×56 grid, means over pictures."""
    views, counts, density = (np.load(f"{cache}/{name}.npy", mmap_mode="r") for name in ("global", "counts", "density"))
    maps = saliency_maps(fovea, views, indices)
    rows = [(saliency_metrics.nss(m, counts[i]), saliency_metrics.cc(m, density[i]), saliency_metrics.sim(m, density[i]),
             saliency_metrics.auc_judd(m, counts[i]), saliency_metrics.kl(m, density[i])) for m, i in zip(maps, indices)]
    return {name: round(float(v), 4) for name, v in zip(("nss", "cc", "sim", "auc_judd", "kl"), np.mean(rows, axis=0))}


def moving_gaze_figures(fovea, cache, indices, seed=1):
    """NSS and CC of pictures seen through moving crops, means over both views; the crops are the same at every call."""
    rng = np.random.default_rng(seed)
    batch = next(gaze_part(cache, indices, len(indices), rng, frames=2))
    rows = []
    for at in range(0, len(indices) - 15, 16):
        maps = np.asarray(predictor(fovea, (16, 2, 224, 224, 3), only_saliency=True).predict_on_batch({"global": batch["gaze_global"][at : at + 16]})["saliency"])
        for m, f, d in zip(maps.reshape(-1, 56, 56), batch["gaze_counts"][at : at + 16].reshape(-1, 56, 56), batch["gaze_density"][at : at + 16].reshape(-1, 56, 56)):
            if f.sum() > 0:
                rows.append((saliency_metrics.nss(m, f), saliency_metrics.cc(m, d)))
    return {"moving_nss": round(float(np.mean([r[0] for r in rows])), 4), "moving_cc": round(float(np.mean([r[1] for r in rows])), 4)}


def steadiness_figure(fovea, cache, contents=12):
    """Mean change of the map between the two views of the held-back clips' sources: half the L1 distance, 0–1."""
    changes = []
    for row in clips.load_index(cache / "clips", "train")[:contents]:
        views = np.load(cache / "clips/train" / f"global-{row['content']}.npy", mmap_mode="r")[:1]
        maps = np.asarray(predictor(fovea, views.shape, only_saliency=True).predict_on_batch({"global": views})["saliency"])[0]
        changes.append(0.5 * np.abs(maps[1] - maps[0]).sum())
    return {"change": round(float(np.mean(changes)), 4)}


def photo_figures(fovea, cache, mos, indices):
    """-> srcc, plcc on photographs, fragments at the cells' centres."""
    views, patches = np.load(f"{cache}/global.npy", mmap_mode="r"), np.load(f"{cache}/fragments0.npy", mmap_mode="r")
    raw = predict(fovea, views, patches, indices)["raw"]
    return {"srcc": round(float(spearmanr(raw, mos[indices]).statistic), 4), "plcc": round(float(pearsonr(raw, mos[indices]).statistic), 4)}


def ladder_figures(fovea, cache, contents):
    """Quick look at distorted material while training, on clips of the *training* repositories that are held back here and on validation photographs.

    -> vmaf: mean SRCC with VMAF inside a content; ordered: share of ladders, clips and photographs, whose score falls with strength (SRCC ≤ −0.79).
    """
    inside, kinds = [], {}
    for row in clips.load_index(cache / "clips", "train")[:contents]:
        views, patches = (np.load(cache / "clips/train" / f"{name}-{row['content']}.npy", mmap_mode="r") for name in ("global", "fragments"))
        raw, versions = predict(fovea, views, patches, np.arange(len(views)), ("raw",), size=8)["raw"], row["versions"]
        coded = [i for i, v in enumerate(versions) if v["vmaf"] >= 0]
        inside.append(spearmanr(raw[coded], [versions[i]["vmaf"] for i in coded]).statistic)
        for kind in {v["kind"] for v in versions if v["kind"]}:
            places = [0] + [i for i, v in enumerate(versions) if v["kind"] == kind]
            kinds.setdefault(kind, []).append(spearmanr(raw[places], [versions[i]["strength"] for i in places]).statistic <= -0.79)
    if (cache / "stills/val/done").exists():
        views, patches, rows = (np.load(cache / "stills/val" / f"{name}.npy", mmap_mode="r") for name in ("global", "fragments", "plan"))
        n, versions = min(110, len(rows)), views.shape[1]
        flat = (views[:n].reshape(-1, 224, 224, 3), patches[:n].reshape(-1, 224, 224, 3))
        raw = predict(fovea, *flat, np.arange(n * versions))["raw"].reshape(n, versions)
        for scores, (_, kind) in zip(raw, rows):
            kinds.setdefault(f"still {stills.KINDS[kind]}", []).append(spearmanr(scores, [0.0, *stills.LEVELS]).statistic <= -0.79)
    ordered = {kind: round(float(np.mean(v)), 2) for kind, v in sorted(kinds.items())}
    return {"vmaf": round(float(np.nanmean(inside)), 4), "ordered": round(float(np.mean(list(ordered.values()))), 4), "kinds": ordered}
