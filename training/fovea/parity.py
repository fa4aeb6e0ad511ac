"""Parity fixtures: what the Keras nets say about known inputs, for the TypeScript nets to repeat. Arrays are {shape, base64 of little-endian float32}."""
import base64

import numpy as np
from keras import ops
from PIL import Image

from .golden import SEED, golden_input, lcg_bytes, normalised
from .nets import operators
from .nets.features import GLOBAL_LEVELS, FRAGMENT_LEVELS, pooled


def encoded(array):
    """An array as JSON."""
    array = np.ascontiguousarray(ops.convert_to_numpy(array), "<f4")
    return {"shape": list(array.shape), "base64": base64.b64encode(array.tobytes()).decode()}


def encoded_bytes(array):
    """A byte array as JSON."""
    return {"shape": list(array.shape), "base64": base64.b64encode(np.ascontiguousarray(array, np.uint8).tobytes()).decode()}


def checks(level):
    """Sum, sum of magnitudes and first 16 values of an activation [1,T,H,W,C]."""
    a = ops.convert_to_numpy(level).astype("float64")
    return {"shape": list(a.shape[1:]), "sum": float(a.sum()), "magnitude": float(np.abs(a).sum()), "first": [float(v) for v in a.ravel()[:16]]}


def net_fixture(model, seed, size, full):
    """One input through the nets: scalars, saliency and, when `full`, every intermediate check."""
    views = golden_input(seed, size)
    inputs = [ops.convert_to_tensor(normalised(v)) for v in views]
    features, log_map, saliency, levels, patches = model.pooled(*inputs)
    out = model(inputs)
    fixture = {
        "seed": seed, "size": size,
        "raw": float(out["raw"][0]), "spread": float(out["spread"][0]),
        "dimensions": [float(v) for v in out["dimensions"][0]],
        "saliency": encoded(saliency[0]),
        "q": encoded(out["q"][0]), "w": encoded(out["w"][0]),
    }
    if full:
        fixture["levels"] = {name: checks(levels[name]) for name in GLOBAL_LEVELS}
        fixture["levels"] |= {name: checks(patches[name]) for name in (*FRAGMENT_LEVELS, "motion")}
        fixture["features"] = encoded(features[0])
        fixture["embedding"] = encoded(out["embedding"][0])
    return fixture


def golden_header(model, seed=SEED, size=64):
    """The header's golden: outputs for the golden input; the map as plain numbers [2][16·16]."""
    fixture = net_fixture(model, seed, size, full=False)
    out = model([ops.convert_to_tensor(normalised(v)) for v in golden_input(seed, size)])
    saliency = np.exp(ops.convert_to_numpy(out["log_saliency"][0]))
    return {"input": {"seed": seed, "size": size}, "raw": fixture["raw"], "spread": fixture["spread"],
            "saliency": [float(f"{v:.7g}") for v in saliency.ravel()]}


def operator_fixtures():
    """Small cases of every operator that could be understood in two ways."""
    rng = np.random.default_rng(1)

    def values(*shape):
        return rng.standard_normal(shape).astype("float32") * np.float32(0.5)

    cases = {}

    def case(name, layer, x, note):
        weights = {}
        for key, variable in layer.tensors.items():
            value = values(*variable.shape)
            variable.assign(value)
            weights[key.split("/")[-1]] = encoded(value)
        cases[name] = {"note": note, "input": encoded(x[0]), "weights": weights, "output": encoded(layer(ops.convert_to_tensor(x))[0])}

    case("conv3d", operators.Conv3D("case", 3, 2), values(1, 4, 5, 6, 3), "3×3×3, 'same' in space, edge frames repeated")
    case("conv3d-one-frame", operators.Conv3D("case", 3, 2), values(1, 1, 5, 6, 3), "the same with T = 1")
    case("conv3d-transpose", operators.Conv3DTranspose("case", 3, 2), values(1, 2, 4, 5, 3), "3×4×4 stride (1,2,2); kernel [3,4,4,cout,cin]; tap k meets frame t + k − 1")
    case("spatial-stride2", operators.SpatialConv("case", 3, 4, size=3, stride=2, activation="relu6"), values(1, 2, 6, 8, 3), "stem: pads bottom and right only")
    case("depthwise-stride1", operators.Depthwise("case", 3), values(1, 2, 5, 6, 3), "1×3×3, bias, ReLU6")
    case("depthwise-stride2", operators.Depthwise("case", 3, 2), values(1, 2, 6, 8, 3), "1×3×3 stride 2, bias, ReLU6")
    case("temporal-stride1", operators.Temporal("case", 3), values(1, 5, 2, 3, 3), "3×1×1, no bias, no activation")
    case("temporal-stride2", operators.Temporal("case", 3, 2), values(1, 8, 2, 3, 3), "stride 2 keeps positions 0, 2, 4 …")
    level, weights = values(1, 2, 4, 4, 5), np.abs(values(1, 2, 4, 4)) + np.float32(0.01)
    cases["pooled"] = {"note": "mean, weighted mean, sqrt(variance + 1e-5); weights are normalised inside", "input": encoded(level[0]),
                       "weights": {"saliency": encoded(weights[0])}, "output": encoded(pooled(ops.convert_to_tensor(level), ops.convert_to_tensor(weights))[0])}
    for name, (h, w), (oh, ow) in (("resize-down", (37, 23), (16, 16)), ("resize-up", (5, 7), (16, 16)), ("resize-mixed", (40, 9), (16, 16))):
        plane = lcg_bytes(h * w, h * w).reshape(h, w)
        resized = np.asarray(Image.fromarray(plane).resize((ow, oh), Image.BILINEAR))
        cases[name] = {"note": "Pillow BILINEAR on one plane of bytes, rows × columns", "input": encoded_bytes(plane), "output": encoded_bytes(resized)}
    return cases
