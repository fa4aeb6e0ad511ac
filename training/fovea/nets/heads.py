"""Heads: deep MLP to a unit embedding, regressor to the score and its spread, quality dimensions, and the local term."""
import keras
from keras import ops

from . import features, pixel_statistics
from .operators import Dense, Operator

EMBEDDING = 128
EMBEDDING_GAIN = 8.0
CLIP = 8.0
DIMENSIONS = ("sharpness", "noise", "compression", "exposure", "colour", "flicker", "fluency", "motion")


class Standardise(Operator):
    """(x − mean)·scale, clipped to ±8: `<prefix>/mean`, `<prefix>/scale` [size]. Fitted once on frozen features, not trained."""

    def __init__(self, prefix, size):
        super().__init__(prefix)
        self.mean = self.tensor("mean", (size,))
        self.scale = self.tensor("scale", (size,), "ones")
        self.mean.trainable = self.scale.trainable = False

    def call(self, x):
        return ops.clip((x - self.mean) * self.scale, -CLIP, CLIP)


class Mix(Operator):
    """λ = sigmoid(`head/mix`): how much the local term follows the eye."""

    def __init__(self):
        super().__init__("head")
        self.mix = self.tensor("mix", (1,))

    def share(self):
        return ops.sigmoid(self.mix[0])


class Heads(keras.layers.Layer):
    def __init__(self):
        super().__init__(name="head")
        self.standardise = Standardise("head", features.SIZE)
        self.dense1 = Dense("head/dense1", features.SIZE, 128, "relu")
        self.dense2 = Dense("head/dense2", 128, 128, "relu")
        self.dense3 = Dense("head/dense3", 128, EMBEDDING)
        self.regressor1 = Dense("head/regressor1", EMBEDDING, 64, "relu")
        self.regressor2 = Dense("head/regressor2", 64, 2)
        # not on the embedding: that is trained to agree with people and moves with their taste, these say what was done to the picture
        self.dimensions1 = Dense("head/dimensions1", features.SIZE, 64, "relu")
        self.dimensions2 = Dense("head/dimensions2", 64, 32, "relu")
        self.dimensions3 = Dense("head/dimensions3", 32, len(DIMENSIONS))
        # a second net on the pixels' own statistics: on clips of other collections than those trained on each is wrong in its own way
        self.pixels = Standardise("head/pixels", pixel_statistics.SIZE)
        self.pixels1 = Dense("head/pixels1", pixel_statistics.SIZE, 64, "relu")
        self.pixels2 = Dense("head/pixels2", 64, 32, "relu")
        self.pixels3 = Dense("head/pixels3", 32, len(DIMENSIONS))
        self.local1 = Dense("head/local1", 832, 32, "relu")
        self.local2 = Dense("head/local2", 32, 1)
        self.mix = Mix()

    @property
    def operators(self):
        return [self.standardise, self.dense1, self.dense2, self.dense3, self.regressor1, self.regressor2,
                self.dimensions1, self.dimensions2, self.dimensions3, self.pixels, self.pixels1, self.pixels2, self.pixels3, self.local1, self.local2, self.mix]

    def embed(self, pooled, dropout=None):
        """Features [B,4460…] -> unit embedding [B,128]. `dropout` is applied after standardising and after the first layer."""
        x = self.standardise(pooled[:, : features.SIZE])
        if dropout is not None:
            x = dropout(x)
        x = self.dense1(x)
        if dropout is not None:
            x = dropout(x)
        x = self.dense3(self.dense2(x))
        return x / ops.sqrt(ops.sum(ops.square(x), axis=-1, keepdims=True) + 1e-12)

    def local(self, f5, g4, saliency):
        """-> q [B,T,G,G] and its weights w [B,T,G,G], which sum to 1 over time and grid."""
        q = self.local2(self.local1(ops.concatenate([f5, g4], axis=-1)))[..., 0]
        cells = features.saliency_grid(saliency, q.shape[2])
        mix = self.mix.share()
        w = (mix * cells + (1 - mix) / (q.shape[2] * q.shape[3])) / q.shape[1]
        return q, w

    def score(self, embedding, q, w):
        """-> raw [B] = u + Σ w·q and spread [B] = softplus(s) + 0.01."""
        out = self.regressor2(self.regressor1(EMBEDDING_GAIN * embedding))
        raw = out[:, 0] + ops.sum(w * q, axis=(1, 2, 3))
        return raw, ops.softplus(out[:, 1]) + 0.01

    def dimensions(self, pooled):
        """Features [B,4586] -> strengths of the eight impairments [B,8], 0 for none to 1: the mean of what encoders and pixel statistics say."""
        return (self.dimensions_by_encoders(pooled) + self.dimensions_by_pixels(pooled)) / 2

    def dimensions_by_encoders(self, pooled, dropout=None):
        """Features [B,4460…] -> [B,8]."""
        x = self.standardise(pooled[:, : features.SIZE])
        if dropout is not None:
            x = dropout(x)
        return self.dimensions3(self.dimensions2(self.dimensions1(x)))

    def dimensions_by_pixels(self, pooled, dropout=None):
        """Features [B,4586…] -> [B,8]."""
        x = self.pixels(pooled[:, features.SIZE : features.ALL])
        if dropout is not None:
            x = dropout(x)
        return self.pixels3(self.pixels2(self.pixels1(x)))
