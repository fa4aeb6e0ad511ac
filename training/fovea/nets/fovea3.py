"""Architecture fovea-3: both nets in one model, and its weights under the model file's names."""
import keras
import numpy as np
from keras import ops

from .features import pooled_features
from .fragment_encoder import FragmentEncoder
from .global_encoder import GlobalEncoder
from .heads import Heads
from .saliency_decoder import SaliencyDecoder

ARCHITECTURE = "fovea-3"


class Fovea3(keras.Model):
    """(global view [B,T,H,W,3], fragments [B,T',H,W,3]) of bytes as floats in [-1, 1] -> a dict of everything the page shows.

    T' is T (photographs, T = 1) or 4·T (chunks: 2 global frames, 8 fragment frames).
    """

    def __init__(self):
        super().__init__(name="fovea_3")
        self.global_encoder = GlobalEncoder()
        self.saliency = SaliencyDecoder()
        self.fragment_encoder = FragmentEncoder()
        self.heads = Heads()
        parts = (self.global_encoder, self.saliency, self.fragment_encoder, self.heads)
        self.tensors = {name: v for part in parts for operator in part.operators for name, v in operator.tensors.items()}
        # predictors of this model, by input shape; a plain dict that Keras does not track
        object.__setattr__(self, "predictors", {})
        self.built = True

    def pooled(self, global_view, fragments, stop_saliency=True):
        """-> features [B,4586], log saliency [B,T,h,w], levels of both encoders. Quality does not train the map unless told."""
        levels = self.global_encoder(global_view)
        log_map = self.saliency(levels)
        saliency = ops.exp(log_map)
        if stop_saliency:
            saliency = ops.stop_gradient(saliency)
        patches = self.fragment_encoder(fragments)
        return pooled_features(levels, patches, saliency, fragments), log_map, saliency, levels, patches

    def call(self, inputs, dropout=None):
        features, log_map, saliency, levels, patches = self.pooled(*inputs)
        embedding = self.heads.embed(features, dropout)
        q, w = self.heads.local(patches["f5"], levels["g4"], saliency)
        raw, spread = self.heads.score(embedding, q, w)
        return {"raw": raw, "spread": spread, "dimensions": self.heads.dimensions(features), "embedding": embedding, "features": features,
                "log_saliency": log_map, "q": q, "w": w}

    def saliency_only(self, global_view):
        """-> log of the map [B,T,h,w]."""
        return self.saliency(self.global_encoder(global_view))

    def state(self):
        """All tensors as float32 arrays, in the model file's order."""
        return {name: np.asarray(ops.convert_to_numpy(v), "float32") for name, v in self.tensors.items()}

    def restore(self, state, strict=True):
        """Assign tensors by name."""
        missing = set(self.tensors) - set(state)
        if strict and missing:
            raise KeyError(f"no weights for {sorted(missing)}")
        for name, value in state.items():
            if name in self.tensors:
                self.tensors[name].assign(np.asarray(value, "float32").reshape(self.tensors[name].shape))
