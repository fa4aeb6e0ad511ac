"""Stage 4: calibration of trained weights: the map to 1–5, pooling in time, conformal 90% intervals and the dimensions' scale; writes header.json for export.py.

    python stages/calibrate.py --weights runs/joint/best.npz --version 0.2.0 --out runs/joint/header.json

- map: least squares on BIQ2021 validation photographs, MOS = scale·raw + offset;
- chunk interval: split-conformal on the same photographs; video interval: split-conformal on the KoNViD development clips, which no net was trained on;
- pooling: β = 0 unless `--worst-weight` says otherwise: on clips of 8 s mean and worst share tie.
"""
import argparse
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import numpy as np

from evaluate import conformal_quantile, load, photographs, videos
from fovea.data import biq2021, konvid
from fovea.data.videos import pooled_score
from fovea.nets.fovea3 import ARCHITECTURE
from fovea.nets.heads import DIMENSIONS


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--weights", type=pathlib.Path, required=True)
    args.add_argument("--version", required=True)
    args.add_argument("--biq-manifest", type=pathlib.Path, default="data/quality/biq2021.csv")
    args.add_argument("--konvid", type=pathlib.Path, default="data/konvid-dev")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--worst-weight", type=float, default=0.0)
    args.add_argument("--dimensions", action="store_true", help="the dimensions head was trained")
    args.add_argument("--trained-on", nargs="+", default=["BIQ2021 train", "OSIE, crowd and SUN500 eye tracking"])
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()

    fovea, _ = load(opts.weights)
    photos = biq2021.load_manifest(opts.biq_manifest)
    _, out, mos = photographs(fovea, opts.cache, photos, "val")
    scale, offset = (float(v) for v in np.polyfit(out["raw"], mos, 1))
    chunk_quantile = conformal_quantile(np.abs(scale * out["raw"] + offset - mos) / (scale * out["spread"]))

    truth = {p.name: m for p, m in konvid.load(opts.konvid)}
    rows, _ = videos(fovea, opts.cache / "konvid")
    pooling = {"worstShare": 0.3, "worstWeight": opts.worst_weight}
    ratios = [abs(scale * pooled_score(r["raw"], r["durations"], 0.3, opts.worst_weight) + offset - truth[r["file"]]) / (scale * np.average(r["spread"], weights=r["durations"]))
              for r in rows]
    header = {
        "name": "fovea", "version": opts.version, "architecture": ARCHITECTURE, "parent": None,
        "calibration": {"scale": round(scale, 5), "offset": round(offset, 5), "pooling": pooling,
                        "interval": {"level": 0.9, "chunkQuantile": round(chunk_quantile, 4), "videoQuantile": round(conformal_quantile(np.array(ratios)), 4)}},
        # the head gives the strength of an impairment, 0–1; shown as 5 (none) to 1
        "dimensions": [{"name": name, "scale": -4, "offset": 5} for name in DIMENSIONS] if opts.dimensions else [],
        "provenance": {"trainedOn": opts.trained_on, "start": "ImageNet MobileNet V2 1.0 and V1 0.5, google-coral/test_data, Apache-2.0",
                       "calibratedOn": "BIQ2021 validation photographs (map, chunk interval), KoNViD-1k development clips (video interval)"},
    }
    opts.out.write_text(json.dumps(header, indent=1))
    print(json.dumps(header["calibration"]))


if __name__ == "__main__":
    main()
