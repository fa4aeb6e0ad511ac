"""Saliency losses on log maps [B,T,h,w]: KL divergence, linear correlation and NSS (Bylinskii et al., What do different evaluation metrics tell us, TPAMI 2019)."""
from keras import ops


def flat(maps):
    b, t, h, w = ops.shape(maps)
    return ops.reshape(maps, (b * t, h * w))


def saliency_loss(log_map, density, fixations, correlation=0.5, nss=0.1):
    """Mean of KL(density ‖ map) + correlation·(1 − CC) − nss·NSS. `density` sums to 1 per frame, `fixations` are counts; all [B,T,h,w]."""
    log_p, q, f = flat(log_map), flat(density), flat(fixations)
    p = ops.exp(log_p)
    kl = ops.sum(q * (ops.log(q + 1e-9) - log_p), axis=1)
    pc, qc = p - ops.mean(p, axis=1, keepdims=True), q - ops.mean(q, axis=1, keepdims=True)
    pn = ops.sqrt(ops.sum(ops.square(pc), axis=1) + 1e-12)
    qn = ops.sqrt(ops.sum(ops.square(qc), axis=1) + 1e-12)
    cc = ops.sum(pc * qc, axis=1) / (pn * qn)
    deviation = pn / (p.shape[1] ** 0.5)
    score = ops.sum(pc * f, axis=1) / (deviation * (ops.sum(f, axis=1) + 1e-6))
    return ops.mean(kl + correlation * (1 - cc) - nss * score)


def steadiness_loss(log_map):
    """Temporal smoothness on real clips: half the L1 distance (total variation) of the maps of neighbouring time steps, 0–1."""
    maps = ops.exp(log_map)
    return 0.5 * ops.mean(ops.sum(ops.abs(maps[:, 1:] - maps[:, :-1]), axis=(2, 3)))
