"""How well the quality dimensions tell impairments apart, on distorted clips."""
import numpy as np
from scipy.stats import rankdata, spearmanr

from ..distort.dimensions import MEANING
from ..nets.heads import DIMENSIONS


def auc(positive, negative):
    """Area under the ROC curve (Mann and Whitney)."""
    ranks = rankdata(np.concatenate([positive, negative]))
    n = len(positive)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * len(negative)))


def figures_once(contents):
    """One pass over contents: [(versions, strengths [V,8])] -> {dimension: {auc, auc against all, ordered}}."""
    rows = [(v["kind"], v["strength"], found) for versions, predicted in contents for v, found in zip(versions, predicted)]
    figures = {}
    for number, name in enumerate(DIMENSIONS):
        own = [p[number] for kind, _, p in rows if kind and MEANING[kind][0] == name]
        others = [p[number] for kind, _, p in rows if kind is None or (MEANING[kind][0] != name and name not in MEANING[kind][1])]
        everything = [p[number] for kind, _, p in rows if kind is None or MEANING[kind][0] != name]
        ordered = []
        for versions, predicted in contents:
            for kind in {v["kind"] for v in versions if v["kind"] and MEANING[v["kind"]][0] == name}:
                places = [0] + [i for i, v in enumerate(versions) if v["kind"] == kind]
                ordered.append(spearmanr(predicted[places, number], [versions[i]["strength"] for i in places]).statistic >= 0.79)
        figures[name] = {"auc": auc(own, others), "auc against all": auc(own, everything), "ordered": float(np.mean(ordered)), "ladders": len(ordered)}
    return figures


def dimension_figures(contents, draws=200, seed=1):
    """Per dimension: AUC of its own impairments against sources and impairments that leave it alone; against everything else, also what touches it in part (blur
    hides noise, codecs blur); and the share of ladders whose strength it follows (SRCC ≥ 0.79). 95% intervals by drawing contents.
    """
    once = figures_once(contents)
    rng = np.random.default_rng(seed)
    drawn = [figures_once([contents[i] for i in rng.integers(0, len(contents), len(contents))]) for _ in range(draws)]
    found = {}
    for name, figures in once.items():
        found[name] = {}
        for key in ("auc", "auc against all", "ordered"):
            interval = np.percentile([d[name][key] for d in drawn], (2.5, 97.5)) if drawn else (None, None)
            found[name][key] = {"value": round(figures[key], 4), "low": None if not drawn else round(float(interval[0]), 4), "high": None if not drawn else round(float(interval[1]), 4),
                                "n": figures["ladders"] if key == "ordered" else len(contents)}
    return found
