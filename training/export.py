"""Write a model file and its parity fixtures.

    python export.py --weights runs/joint/best.npz --header runs/joint/header.json --out ../models/fovea-0.1.0 --parity ../test/fixtures/parity
    python export.py --random --imagenet data/pretrained --out runs/dev --parity runs/dev/parity     # for developing the page only; never shown
"""
import argparse
import json
import pathlib

import numpy as np

from fovea.golden import SEED
from fovea.model_file import float16_state, write_model_file
from fovea.nets.fovea3 import ARCHITECTURE, Fovea3
from fovea.nets.imagenet import start_from_imagenet
from fovea.parity import golden_header, net_fixture, operator_fixtures
from fovea.rounding import absorb_standardisation

DEFAULT_HEADER = {
    "name": "fovea", "version": "0.0.0", "architecture": ARCHITECTURE, "parent": None,
    "calibration": {"scale": 1, "offset": 3, "pooling": {"worstShare": 0.3, "worstWeight": 0}, "interval": {"level": 0.9, "chunkQuantile": 1.64, "videoQuantile": 1.64}},
    "dimensions": [], "provenance": {}, "metrics": {},
}


def write_fixtures(model, folder):
    """Parity fixtures from the model's present (float16-rounded) weights."""
    folder.mkdir(parents=True, exist_ok=True)
    fixtures = {
        "golden-64.json": net_fixture(model, SEED, 64, full=True),
        "full-224.json": net_fixture(model, SEED + 1, 224, full=False),
        "operators.json": operator_fixtures(),
    }
    for name, fixture in fixtures.items():
        (folder / name).write_text(json.dumps(fixture, separators=(",", ":"), ensure_ascii=False) + "\n")


def randomise_heads(model, seed=1):
    """Every branch alive, so that a mistake in any of them shows."""
    rng = np.random.default_rng(seed)
    state = model.state()
    for name, value in state.items():
        if name.endswith("/temporal/kernel") or name in ("saliency/up3/kernel", "saliency/up2/kernel", "saliency/up1/kernel"):
            state[name] = value + 0.1 * np.abs(value).mean() * rng.standard_normal(value.shape)
        elif name.startswith(("head/", "saliency/")) and name.endswith("/bias"):
            state[name] = 0.1 * rng.standard_normal(value.shape)
    state["head/mean"] = rng.random(state["head/mean"].shape) * 0.5
    state["head/scale"] = 1 + rng.random(state["head/scale"].shape)
    state["head/mix"] = np.array([0.4])
    model.restore(state)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--weights", type=pathlib.Path, help="npz of tensors by name")
    args.add_argument("--header", type=pathlib.Path, help="JSON: version, calibration, dimensions, provenance, metrics")
    args.add_argument("--random", action="store_true", help="ImageNet encoders and random heads")
    args.add_argument("--imagenet", type=pathlib.Path)
    args.add_argument("--out", type=pathlib.Path, required=True)
    args.add_argument("--parity", type=pathlib.Path, required=True)
    opts = args.parse_args()

    model = Fovea3()
    header = dict(DEFAULT_HEADER)
    if opts.random:
        start_from_imagenet(model, opts.imagenet / "mobilenet_v2_1.0_224_quant.tflite", opts.imagenet / "mobilenet_v1_0.5_160_quant.tflite")
        randomise_heads(model)
    else:
        model.restore(absorb_standardisation(dict(np.load(opts.weights))))
        header |= json.loads(opts.header.read_text())
    state = float16_state(model.state())
    model.restore(state)
    opts.out.mkdir(parents=True, exist_ok=True)
    header["golden"] = golden_header(model)
    write_model_file(opts.out / "model.fovea", state, header)
    write_fixtures(model, opts.parity)
    print(json.dumps({"file": str(opts.out / "model.fovea"), "bytes": (opts.out / "model.fovea").stat().st_size, "golden raw": header["golden"]["raw"]}))


if __name__ == "__main__":
    main()
