"""Fit the heads' standardisation on features of frozen encoders: mean and 1/deviation over training material, kept sane for float16."""
import keras
import numpy as np
from keras import ops

from .nets.features import ALL, EPSILON, SIZE, STANDSTILL
from .nets.fragment_encoder import MOTION_CHANNELS
from .trainer import seen

LARGEST_SCALE = 20.0
STANDSTILL_GAIN = 3.0
MOTION = 5 * MOTION_CHANNELS + STANDSTILL


class FeatureReader(keras.Model):
    """Bytes -> features [B,4586]; with `local`, the local term's sum Σ w·q follows them."""

    def __init__(self, fovea, local=False):
        super().__init__()
        self.fovea, self.local = fovea, local
        self.built = True

    def call(self, x):
        features, _, saliency, levels, patches = self.fovea.pooled(seen(x["global"]), seen(x["fragments"]))
        if not self.local:
            return features
        q, w = self.fovea.heads.local(patches["f5"], levels["g4"], saliency)
        return ops.concatenate([features, ops.sum(w * q, axis=(1, 2, 3))[:, None]], axis=-1)


def read_features(fovea, views, patches, indices, size=32):
    """-> [N,4586]."""
    reader = FeatureReader(fovea)
    found = []
    for at in range(0, len(indices) - size + 1, size):
        i = indices[at : at + size]
        v, p = np.stack([views[j] for j in i]), np.stack([patches[j] for j in i])
        if v.ndim == 4:
            v, p = v[:, None], p[:, None]
        found.append(np.asarray(reader.predict_on_batch({"global": v, "fragments": p})))
    return np.concatenate(found)


def still_motion():
    """The motion statistics and the standstill of a still [164]."""
    none, least = np.zeros(MOTION_CHANNELS, "float32"), np.full(MOTION_CHANNELS, EPSILON**0.5, "float32")
    return np.concatenate([none, least, none, least, least, np.float32([0, 0, -2, -2])])


def fit(fovea, photo_features):
    """Assign head/mean and head/scale from photographs; returns nothing.

    A still has no motion: until `fit_motion`, the motion statistics keep a still's values as their mean and weights of zero, so that they say nothing.
    """
    mean, deviation = photo_features[:, :SIZE].mean(0), photo_features[:, :SIZE].std(0)
    mean[-MOTION:] = still_motion()
    deviation[-MOTION:] = 0.1
    fovea.heads.standardise.mean.assign(mean.astype("float32"))
    fovea.heads.standardise.scale.assign(np.minimum(1 / (deviation + 1e-3), LARGEST_SCALE).astype("float32"))
    kernel = np.array(ops.convert_to_numpy(fovea.heads.dense1.kernel))
    kernel[SIZE - MOTION :] = 0
    fovea.heads.dense1.kernel.assign(kernel)


def fit_motion(fovea, chunks):
    """Scale the motion statistics by clips (global [N,2,…], fragments [N,8,…]); the mean stays a still's, so that a still says nothing here."""
    views, patches = chunks
    features = read_features(fovea, views, patches, np.arange(len(views)), size=8)[:, SIZE - MOTION : SIZE]
    scale = np.array(ops.convert_to_numpy(fovea.heads.standardise.scale))
    scale[-MOTION:] = scale_about_stills(features, still_motion())
    scale[-STANDSTILL:] *= STANDSTILL_GAIN
    fovea.heads.standardise.scale.assign(scale)


def fit_pixels(fovea, features):
    """Assign head/pixels/mean and scale from clips' features [N,4586]."""
    found = np.asarray(features, "float32")[:, SIZE:ALL]
    fovea.heads.pixels.mean.assign(found.mean(0))
    fovea.heads.pixels.scale.assign(np.minimum(1 / (found.std(0) + 1e-3), LARGEST_SCALE))


def scale_about_stills(features, still):
    """1/deviation [F] of clips' features [N,F] about a still's [F]."""
    deviation = np.sqrt(np.mean((np.asarray(features, "float32") - still) ** 2, axis=0))
    return np.minimum(1 / (deviation + 1e-3), LARGEST_SCALE)


def with_standstill(state, features):
    """Weights of architecture fovea-1 as weights of this one: the standstill features, scaled by clips' features [N,4460], say nothing yet; the dimensions start anew.

    Standstill is four features of 4460: at the deviation of the others dropout drowns them, so they get three times the weight.
    """
    new = np.asarray(features, "float32")[:, SIZE - STANDSTILL : SIZE]
    kept = {name: value for name, value in state.items() if not name.startswith("head/dimensions")}
    still = still_motion()[-STANDSTILL:]
    return kept | {
        "head/mean": np.concatenate([state["head/mean"], still]),
        "head/scale": np.concatenate([state["head/scale"], STANDSTILL_GAIN * scale_about_stills(new, still)]),
        "head/dense1/kernel": np.concatenate([state["head/dense1/kernel"], np.zeros((STANDSTILL, 128), "float32")]),
    }
