"""Fit the heads' standardisation on features of frozen encoders: mean and 1/deviation over training material, kept sane for float16."""
import keras
import numpy as np
from keras import ops

from .nets.features import EPSILON, SIZE
from .nets.fragment_encoder import MOTION_CHANNELS
from .trainer import seen

LARGEST_SCALE = 20.0
MOTION = 5 * MOTION_CHANNELS


class FeatureReader(keras.Model):
    """Bytes -> pooled features [B,4456]; with `local`, the local term's sum Σ w·q follows them."""

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
    """-> [N,4456]."""
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
    """The motion statistics of a still [160]."""
    none, least = np.zeros(MOTION_CHANNELS, "float32"), np.full(MOTION_CHANNELS, EPSILON**0.5, "float32")
    return np.concatenate([none, least, none, least, least])


def fit(fovea, photo_features):
    """Assign head/mean and head/scale from photographs; returns nothing.

    A still has no motion: until `fit_motion`, the motion statistics keep a still's values as their mean and weights of zero, so that they say nothing.
    """
    mean, deviation = photo_features.mean(0), photo_features.std(0)
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
    features = read_features(fovea, views, patches, np.arange(len(views)), size=8)[:, -MOTION:]
    deviation = np.sqrt(np.mean((features - still_motion()) ** 2, axis=0))
    scale = np.array(ops.convert_to_numpy(fovea.heads.standardise.scale))
    scale[-MOTION:] = np.minimum(1 / (deviation + 1e-3), LARGEST_SCALE)
    fovea.heads.standardise.scale.assign(scale)
