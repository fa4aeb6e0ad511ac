"""Saliency metrics (Bylinskii et al., TPAMI 2019) on maps and fixations of one picture, all on the same grid."""
import numpy as np


def nss(saliency, counts):
    """Mean of the standardised map at fixations."""
    z = (saliency - saliency.mean()) / (saliency.std() + 1e-12)
    return float((z * counts).sum() / counts.sum())


def cc(saliency, density):
    """Linear correlation."""
    return float(np.corrcoef(saliency.ravel(), density.ravel())[0, 1])


def sim(saliency, density):
    """Overlap of the two distributions."""
    return float(np.minimum(saliency / saliency.sum(), density / density.sum()).sum())


def kl(saliency, density):
    """KL(density ‖ map)."""
    p, q = saliency / saliency.sum(), density / density.sum()
    return float((q * np.log((q + 1e-9) / (p + 1e-9))).sum())


def auc_judd(saliency, counts):
    """Area under the curve, fixated against all other pixels (Judd et al., 2009)."""
    flat, hit = saliency.ravel(), counts.ravel() > 0
    order = np.argsort(flat, kind="stable")
    ranks = np.empty(len(flat))
    ranks[order] = np.arange(1, len(flat) + 1)
    positives = hit.sum()
    return float((ranks[hit].sum() - positives * (positives + 1) / 2) / (positives * (len(flat) - positives)))
