"""Keep float16 from moving the score: what rounding does to the standardisation is taken back in the first dense layer, exactly but for the clip at ±8."""
import numpy as np


def absorb_standardisation(state):
    """Round head/mean and head/scale to float16 and correct head/dense1 for it: k·s·(x − m) = k'·s'·(x − m') + shift. Returns a new state."""
    mean, scale = state["head/mean"].astype("float64"), state["head/scale"].astype("float64")
    kernel = state["head/dense1/kernel"].astype("float64")
    rounded_mean, rounded_scale = (v.astype(np.float16).astype("float64") for v in (mean, scale))
    bias = state["head/dense1/bias"] + ((rounded_mean - mean) * scale) @ kernel
    return {**state, "head/mean": rounded_mean.astype("float32"), "head/scale": rounded_scale.astype("float32"),
            "head/dense1/kernel": (kernel * (scale / rounded_scale)[:, None]).astype("float32"), "head/dense1/bias": bias.astype("float32")}
