"""Every figure of the model card, in one command, on cached views.

    python evaluate.py --model ../models/fovea-0.1.0/model.fovea --cache runs/cache --out runs/evaluation.json

Sections whose material is not there are left out. SRCC and KRCC on raw scores, PLCC and RMSE after the four-parameter logistic; bootstrap 95% intervals.
"""
import argparse
import json
import pathlib

import numpy as np
from scipy.stats import spearmanr

from fovea.cost import gflop_per_chunk
from fovea.data import biq2021, clips, gaze, konvid, stills
from fovea.data.videos import pooled_score
from fovea.metrics import saliency as saliency_metrics
from fovea.metrics.dimensions import dimension_figures
from fovea.metrics.correlation import figures_with_intervals
from fovea.model_file import float16_state, read_model_file
from fovea.nets.features import moves_steadily
from fovea.nets.fovea3 import Fovea3
from fovea.rounding import absorb_standardisation
from fovea.validate import predict, saliency_maps


def load(path):
    """A model file or an npz of tensors -> model, header (or None)."""
    fovea = Fovea3()
    if str(path).endswith(".fovea"):
        header, state = read_model_file(path)
        fovea.restore(state)
        return fovea, header
    fovea.restore(dict(np.load(path)))
    return fovea, None


def interval_of(values, draws=1000, seed=1):
    """Mean with a bootstrap 95% interval over items."""
    values = np.asarray(values, float)
    rng = np.random.default_rng(seed)
    means = [values[rng.integers(0, len(values), len(values))].mean() for _ in range(draws)]
    return {"value": round(float(values.mean()), 4), "low": round(float(np.percentile(means, 2.5)), 4), "high": round(float(np.percentile(means, 97.5)), 4), "n": len(values)}


def photographs(fovea, cache, photos, part):
    views, patches = np.load(cache / "biq/global.npy", mmap_mode="r"), np.load(cache / "biq/fragments0.npy", mmap_mode="r")
    chosen = np.array([i for i, p in enumerate(photos) if p["part"] == part])
    mos = np.array([photos[i]["mos"] for i in chosen])
    out = predict(fovea, views, patches, chosen)
    subset = np.array([photos[i]["subset"] for i in chosen])
    found = {"all": figures_with_intervals(out["raw"], mos)}
    for name in sorted(set(subset)):
        found[name] = figures_with_intervals(out["raw"][subset == name], mos[subset == name])
    return found, out, mos


def drifting(fovea, cache, photos):
    """Validation photographs as moving chunks, where the window moves in every sampled pair."""
    index = np.load(cache / "index.npy")
    chosen = np.array([n for n, i in enumerate(index) if photos[i]["part"] == "val"])
    out = predict(fovea, np.load(cache / "global.npy", mmap_mode="r"), np.load(cache / "fragments.npy", mmap_mode="r"), chosen, ("raw", "features"), size=8)
    steady = moves_steadily(out["features"])
    return figures_with_intervals(out["raw"][steady], np.array([photos[i]["mos"] for i in index[chosen]])[steady])


def videos(fovea, cache):
    """Chunk outputs of a cached set of videos -> list of (raw [chunks], spread, durations, maps [chunks,56,56])."""
    rows = json.loads((cache / "videos.json").read_text())
    views, patches = np.load(cache / "global.npy", mmap_mode="r"), np.load(cache / "fragments.npy", mmap_mode="r")
    out = predict(fovea, views, patches, np.arange(len(views)), ("raw", "spread", "saliency"), size=8)
    return [{"file": r["file"], "raw": out["raw"][r["first"] : r["first"] + len(r["durations"])], "spread": out["spread"][r["first"] : r["first"] + len(r["durations"])],
             "maps": out["saliency"][r["first"] : r["first"] + len(r["durations"])].mean(1), "durations": r["durations"], "first": r["first"]} for r in rows], views


def steadiness(rows, views, still=3.0):
    """Correlation of the maps of neighbouring chunks of static shots: mean change of the global view under `still` levels."""
    found = []
    for row in rows:
        for c in range(len(row["raw"]) - 1):
            i = row["first"] + c
            if np.abs(views[i + 1].astype(float) - views[i]).mean() < still:
                found.append(np.corrcoef(row["maps"][c].ravel(), row["maps"][c + 1].ravel())[0, 1])
    return interval_of(found) if len(found) > 2 else None


def ladders(fovea, cache, contents=None):
    """Distorted unseen clips: agreement with VMAF inside a content, and order by strength of each kind."""
    inside, by_codec, order, strongest, dimensions = [], {}, {}, {}, []
    for row in clips.load_index(cache, "val")[:contents]:
        views, patches = (np.load(cache / "val" / f"{name}-{row['content']}.npy", mmap_mode="r") for name in ("global", "fragments"))
        out = predict(fovea, views, patches, np.arange(len(views)), ("raw", "dimensions"), size=8)
        raw, versions = out["raw"], row["versions"]
        dimensions.append((versions, out["dimensions"]))
        coded = [i for i, v in enumerate(versions) if v["vmaf"] >= 0]
        inside.append(spearmanr(raw[coded], [versions[i]["vmaf"] for i in coded]).statistic)
        for kind in sorted({v["kind"] for v in versions if v["kind"]}):
            places = [0] + [i for i, v in enumerate(versions) if v["kind"] == kind]
            fall = spearmanr(raw[places], [versions[i]["strength"] for i in places]).statistic
            order.setdefault(kind, []).append(fall <= -0.79)
            strongest.setdefault(kind, []).append(raw[places[-1]] < raw[0])
            if versions[places[-1]]["vmaf"] >= 0:
                by_codec.setdefault(kind, []).append(spearmanr(raw[places], [versions[i]["vmaf"] for i in places]).statistic)
    if not inside:
        return None
    return {"vmaf_inside_content": interval_of(inside), "vmaf_by_codec": {k: interval_of(v) for k, v in by_codec.items()},
            "ordered": {k: interval_of(v) for k, v in order.items()}, "strongest_below_source": {k: interval_of(v) for k, v in strongest.items()},
            "dimensions": dimension_figures(dimensions)}


def distorted_photographs(fovea, cache):
    """The same for distorted photographs of the validation part."""
    views, patches, rows = (np.load(cache / "val" / f"{name}.npy", mmap_mode="r") for name in ("global", "fragments", "plan"))
    n, versions = views.shape[:2]
    raw = predict(fovea, views.reshape(-1, 224, 224, 3), patches.reshape(-1, 224, 224, 3), np.arange(n * versions))["raw"].reshape(n, versions)
    strength = [0.0, *stills.LEVELS]
    ordered, strongest = {}, {}
    for scores, (_, kind) in zip(raw, rows):
        ordered.setdefault(stills.KINDS[kind], []).append(spearmanr(scores, strength).statistic <= -0.79)
        strongest.setdefault(stills.KINDS[kind], []).append(scores[-1] < scores[0])
    return {"ordered": {k: interval_of(v) for k, v in ordered.items()}, "strongest_below_source": {k: interval_of(v) for k, v in strongest.items()}}


def looking(fovea, cache, manifest):
    """Saliency on gaze val, against the fixation prior of train and one half of the observers for the other half."""
    rows = gaze.load_manifest(manifest)
    parts = gaze.parts(manifest)
    views, counts, density = (np.load(cache / f"{name}.npy", mmap_mode="r") for name in ("global", "counts", "density"))
    maps = saliency_maps(fovea, views, parts["val"])
    prior = density[np.sort(np.concatenate([parts["train"], parts["inner"]]))].mean(0)
    found = {"model": [], "prior": [], "observers": []}
    for m, i in zip(maps, parts["val"]):
        row = rows[i]
        for name, guess in (("model", m), ("prior", prior)):
            found[name].append((saliency_metrics.nss(guess, counts[i]), saliency_metrics.cc(guess, density[i]), saliency_metrics.sim(guess, density[i]), saliency_metrics.auc_judd(guess, counts[i])))
        half = [gaze.fixation_counts(np.concatenate(row["fixations"][k::2]), row["width"], row["height"]) for k in (0, 1)]
        d = [gaze.density(h, row["width"], row["height"]) for h in half]
        found["observers"].append((saliency_metrics.nss(d[0], half[1]), saliency_metrics.cc(d[0], d[1]), saliency_metrics.sim(d[0], d[1]), saliency_metrics.auc_judd(d[0], half[1])))
    return {who: {name: interval_of(np.array(values)[:, k]) for k, name in enumerate(("nss", "cc", "sim", "auc_judd"))} for who, values in found.items()}


def conformal_quantile(ratios, level=0.9):
    """Split-conformal quantile of |error| / σ (Vovk et al., 2005; Lei et al., JASA 2018)."""
    ratios = np.sort(ratios)
    return float(ratios[min(len(ratios) - 1, int(np.ceil((len(ratios) + 1) * level)) - 1)])


def float16_effect(fovea, full, cache, photos, count=200):
    """Largest change of the score when the unrounded weights `full` are rounded to float16."""
    views, patches = np.load(cache / "biq/global.npy", mmap_mode="r"), np.load(cache / "biq/fragments0.npy", mmap_mode="r")
    chosen = [i for i, p in enumerate(photos) if p["part"] == "val"][:count]
    fovea.restore(full)
    before = predict(fovea, views, patches, chosen)["raw"]
    fovea.restore(float16_state(absorb_standardisation(full)))
    after = predict(fovea, views, patches, chosen)["raw"]
    return {"largest": round(float(np.abs(before - after).max()), 5), "mean": round(float(np.abs(before - after).mean()), 6), "n": len(chosen)}


def evaluate(fovea, header, cache, biq_manifest, gaze_manifest, konvid_folder, sections, unrounded=None, contents=None):
    cache = pathlib.Path(cache)
    calibration = header["calibration"] if header else {"scale": 1, "offset": 3, "pooling": {"worstShare": 0.3, "worstWeight": 0}, "interval": {"chunkQuantile": 1.64, "videoQuantile": 1.64}}
    scale, offset = calibration["scale"], calibration["offset"]
    report = {}
    photos = biq2021.load_manifest(biq_manifest)
    for part in ("val", "test"):
        if f"biq-{part}" in sections:
            report[f"biq-{part}"], out, mos = photographs(fovea, cache, photos, part)
            covered = np.abs(scale * out["raw"] + offset - mos) <= calibration["interval"]["chunkQuantile"] * scale * out["spread"]
            report[f"biq-{part}"]["interval coverage"] = interval_of(covered)
    if "moving" in sections and (cache / "moving/done").exists():
        report["biq-val, drifting"] = drifting(fovea, cache / "moving", photos)
    if "konvid" in sections and (cache / "konvid/done").exists():
        mos = dict((p.name, m) for p, m in konvid.load(konvid_folder))
        rows, views = videos(fovea, cache / "konvid")
        pooling = calibration["pooling"]
        score = np.array([pooled_score(r["raw"], r["durations"], pooling["worstShare"], pooling["worstWeight"]) for r in rows])
        spread = np.array([np.average(r["spread"], weights=r["durations"]) for r in rows])
        truth = np.array([mos[r["file"]] for r in rows])
        report["konvid-dev"] = figures_with_intervals(score, truth)
        error = np.abs(scale * score + offset - truth)
        report["konvid-dev"]["bias"] = round(float(np.mean(scale * score + offset - truth)), 3)
        report["konvid-dev"]["rmse_unmapped"] = round(float(np.sqrt(np.mean(error**2))), 3)
        ratios = error / (scale * spread)
        report["konvid-dev"]["interval coverage, file's quantile"] = interval_of(ratios <= calibration["interval"]["videoQuantile"])
        left_out = [ratios[i] <= conformal_quantile(np.delete(ratios, i)) for i in range(len(ratios))]
        report["konvid-dev"]["interval coverage, leave one out"] = interval_of(left_out)
        report["steadiness"] = steadiness(rows, views)
    if "ladders" in sections:
        report["ladders"] = ladders(fovea, cache / "clips", contents)
    if "stills" in sections and (cache / "stills/val/done").exists():
        report["distorted photographs"] = distorted_photographs(fovea, cache / "stills")
    if "gaze" in sections:
        report["gaze"] = looking(fovea, cache / "gaze", gaze_manifest)
    if "cost" in sections:
        report["cost"] = {"gflop_per_chunk": round(gflop_per_chunk(fovea), 3), "parameters": int(sum(int(np.prod(v.shape)) for v in fovea.tensors.values())),
                          "float16": float16_effect(fovea, unrounded or fovea.state(), cache, photos)}
        report["cost"]["float16_bytes"] = 2 * report["cost"]["parameters"]
    return report


SECTIONS = ("biq-val", "biq-test", "moving", "ladders", "stills", "gaze", "cost", "konvid")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--model", type=pathlib.Path, required=True, help=".fovea or .npz")
    args.add_argument("--unrounded", type=pathlib.Path, help="npz before rounding to float16, to measure what rounding costs")
    args.add_argument("--biq-manifest", type=pathlib.Path, default="data/quality/biq2021.csv")
    args.add_argument("--gaze-manifest", type=pathlib.Path, default="data/gaze")
    args.add_argument("--konvid", type=pathlib.Path, default="data/konvid-dev")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--sections", nargs="+", default=SECTIONS, choices=SECTIONS)
    args.add_argument("--contents", type=int, help="look at this many unseen clips only")
    args.add_argument("--out", type=pathlib.Path)
    opts = args.parse_args()
    fovea, header = load(opts.model)
    report = evaluate(fovea, header, opts.cache, opts.biq_manifest, opts.gaze_manifest, opts.konvid, opts.sections,
                      dict(np.load(opts.unrounded)) if opts.unrounded else None, opts.contents)
    text = json.dumps(report, indent=1, default=float)
    print(text)
    if opts.out:
        opts.out.write_text(text + "\n")


if __name__ == "__main__":
    main()
