"""Keep float16 from moving the score: what rounding does to the standardisation is taken back in the first dense layers, exactly but for the clip at ±8."""
import numpy as np


def absorb_standardisation(state):
    """Round head/mean and head/scale to float16 and correct the layers that read them: k·s·(x − m) = k'·s'·(x − m') + shift. Returns a new state."""
    mean, scale = state["head/mean"].astype("float64"), state["head/scale"].astype("float64")
    rounded_mean, rounded_scale = (v.astype(np.float16).astype("float64") for v in (mean, scale))
    new = {**state, "head/mean": rounded_mean.astype("float32"), "head/scale": rounded_scale.astype("float32")}
    for layer in ("head/dense1", "head/dimensions1"):
        kernel = state[f"{layer}/kernel"].astype("float64")
        new[f"{layer}/bias"] = (state[f"{layer}/bias"] + ((rounded_mean - mean) * scale) @ kernel).astype("float32")
        new[f"{layer}/kernel"] = (kernel * (scale / rounded_scale)[:, None]).astype("float32")
    return new
