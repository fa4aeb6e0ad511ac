"""SRCC and KRCC on raw scores, PLCC and RMSE after the four-parameter logistic (ITU-T P.1401), each with a bootstrap 95% interval."""
import warnings

import numpy as np
from scipy.optimize import OptimizeWarning, curve_fit
from scipy.stats import kendalltau, pearsonr, spearmanr


def logistic(x, top, bottom, middle, width):
    """Four-parameter logistic of ITU-T P.1401."""
    return bottom + (top - bottom) / (1 + np.exp(-np.clip((x - middle) / (abs(width) + 1e-9), -60, 60)))


def mapped(predicted, mos):
    """Predictions after the fitted logistic; unchanged predictions if the fit fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", OptimizeWarning)
            start = [np.max(mos), np.min(mos), np.mean(predicted), 0.5]
            found, _ = curve_fit(logistic, predicted, mos, p0=start, maxfev=20000)
        return logistic(predicted, *found)
    except RuntimeError:
        return predicted


def figures(predicted, mos):
    """-> dict srcc, krcc, plcc, rmse."""
    fitted = mapped(predicted, mos)
    return {"srcc": float(spearmanr(predicted, mos).statistic), "krcc": float(kendalltau(predicted, mos).statistic),
            "plcc": float(pearsonr(fitted, mos).statistic), "rmse": float(np.sqrt(np.mean((fitted - mos) ** 2)))}


def figures_with_intervals(predicted, mos, draws=1000, seed=1):
    """-> {'n', 'srcc': {'value', 'low', 'high'}, …}; percentile bootstrap over items. The logistic is fitted once, on all items."""
    predicted, mos = np.asarray(predicted, float), np.asarray(mos, float)
    value = figures(predicted, mos)
    fitted = mapped(predicted, mos)
    rng = np.random.default_rng(seed)
    drawn = {name: [] for name in value}
    for _ in range(draws):
        i = rng.integers(0, len(mos), len(mos))
        drawn["srcc"].append(spearmanr(predicted[i], mos[i]).statistic)
        drawn["plcc"].append(pearsonr(fitted[i], mos[i]).statistic)
        drawn["rmse"].append(np.sqrt(np.mean((fitted[i] - mos[i]) ** 2)))
        if len(mos) <= 2500 and len(drawn["krcc"]) < 300:
            drawn["krcc"].append(kendalltau(predicted[i], mos[i]).statistic)
    return {"n": len(mos)} | {name: {"value": round(value[name], 4), "low": round(float(np.nanpercentile(drawn[name], 2.5)), 4),
                                     "high": round(float(np.nanpercentile(drawn[name], 97.5)), 4)} for name in value}
