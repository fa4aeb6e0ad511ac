"""Keep float16 from moving the score: what rounding does to the standardisations is taken back in the dense layers that read them, exactly but for the clip at ±8."""
import numpy as np

READERS = {"head": ("head/dense1", "head/dimensions1"), "head/pixels": ("head/pixels1",)}


def absorb_standardisation(state):
    """Round means and scales to float16 and correct the layers that read them: k·s·(x − m) = k'·s'·(x − m') + shift. Returns a new state."""
    new = dict(state)
    for prefix, layers in READERS.items():
        mean, scale = state[f"{prefix}/mean"].astype("float64"), state[f"{prefix}/scale"].astype("float64")
        rounded_mean, rounded_scale = (v.astype(np.float16).astype("float64") for v in (mean, scale))
        new |= {f"{prefix}/mean": rounded_mean.astype("float32"), f"{prefix}/scale": rounded_scale.astype("float32")}
        for layer in layers:
            kernel = state[f"{layer}/kernel"].astype("float64")
            new[f"{layer}/bias"] = (state[f"{layer}/bias"] + ((rounded_mean - mean) * scale) @ kernel).astype("float32")
            new[f"{layer}/kernel"] = (kernel * (scale / rounded_scale)[:, None]).astype("float32")
    return new
