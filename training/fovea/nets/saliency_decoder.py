"""Saliency decoder: transposed Conv3D with skips from the global encoder, and a learned centre prior.

One distribution over the pixels of the finest level for each time step.
"""
import keras
import numpy as np
from keras import ops

from .operators import Conv3D, Conv3DTranspose, Operator, SpatialConv

# Rows (μx, μy, log σx, log σy, a), in units of the picture's sides: people look at the middle, and a little above it.
PRIOR_START = [[0.50, 0.47, -1.5, -1.5, 0.0], [0.50, 0.50, -0.9, -1.0, -1.0], [0.35, 0.50, -1.5, -1.5, -1.0], [0.65, 0.50, -1.5, -1.5, -1.0]]


class CentrePrior(Operator):
    """log Σₖ exp(aₖ − (x−μx)²/2σx² − (y−μy)²/2σy²) at pixel centres: `saliency/prior` [4,5]."""

    def __init__(self):
        super().__init__("saliency")
        self.prior = self.tensor("prior", (4, 5))
        self.prior.assign(np.asarray(PRIOR_START, "float32"))

    def call(self, height, width):
        """-> [height, width]."""
        x = (ops.arange(width, dtype="float32") + 0.5) / width
        y = (ops.arange(height, dtype="float32") + 0.5) / height
        p = self.prior
        sx, sy = ops.exp(p[:, 2:3]), ops.exp(p[:, 3:4])
        across = -((x[None] - p[:, 0:1]) ** 2) / (2 * sx**2)
        down = -((y[None] - p[:, 1:2]) ** 2) / (2 * sy**2)
        return ops.logsumexp(p[:, 4][:, None, None] + down[:, :, None] + across[:, None, :], axis=0)


class SaliencyDecoder(keras.layers.Layer):
    def __init__(self):
        super().__init__(name="saliency")
        self.lateral4 = SpatialConv("saliency/lateral4", 320, 64, activation="relu6")
        self.up3 = Conv3DTranspose("saliency/up3", 64, 48)
        self.lateral3 = SpatialConv("saliency/lateral3", 96, 48)
        self.up2 = Conv3DTranspose("saliency/up2", 48, 32)
        self.lateral2 = SpatialConv("saliency/lateral2", 32, 32)
        self.up1 = Conv3DTranspose("saliency/up1", 32, 16)
        self.lateral1 = SpatialConv("saliency/lateral1", 24, 16)
        self.logits = Conv3D("saliency/logits", 16, 1)
        self.prior = CentrePrior()

    @property
    def operators(self):
        return [self.lateral4, self.up3, self.lateral3, self.up2, self.lateral2, self.up1, self.lateral1, self.logits, self.prior]

    def call(self, levels):
        """{'g1': [B,T,H,W,24], …} -> log of the map [B,T,H,W], normalised per time step."""
        x = self.lateral4(levels["g4"])
        x = ops.relu6(self.up3(x) + self.lateral3(levels["g3"]))
        x = ops.relu6(self.up2(x) + self.lateral2(levels["g2"]))
        x = ops.relu6(self.up1(x) + self.lateral1(levels["g1"]))
        logits = self.logits(x)[..., 0]
        b, t, h, w = ops.shape(logits)
        logits = logits + self.prior(height=h, width=w)
        return ops.reshape(ops.log_softmax(ops.reshape(logits, (b, t, h * w)), axis=-1), (b, t, h, w))
