"""Curves of runs to PNG: losses from log.csv, validation figures from validation.csv.

    python plot.py runs/joint runs/photographs --out runs/curves.png
"""
import argparse
import csv
import json
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np


def smoothed(values, window=8):
    values = np.asarray(values, float)
    kernel = np.ones(min(window, len(values))) / min(window, len(values))
    return np.convolve(values, kernel, mode="valid")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("runs", nargs="+", type=pathlib.Path)
    args.add_argument("--out", type=pathlib.Path, required=True)
    opts = args.parse_args()
    figure, panels = plt.subplots(len(opts.runs), 2, figsize=(11, 3.6 * len(opts.runs)), squeeze=False)
    for (left, right), run in zip(panels, opts.runs):
        steps, parts = [], {}
        with open(run / "log.csv", newline="") as lines:
            for step, _, losses in csv.reader(lines):
                steps.append(int(step))
                for name, value in json.loads(losses).items():
                    parts.setdefault(name, []).append(value)
        for name, values in parts.items():
            shown = smoothed(values)
            left.plot(steps[-len(shown) :], shown, label=name, linewidth=1)
        left.set_title(f"{run.name}: losses (moving mean)")
        left.legend(fontsize=6)
        found = [json.loads(row[0]) for row in csv.reader(open(run / "validation.csv", newline=""))]
        for name in ("srcc", "plcc", "vmaf", "ordered", "cc"):
            if name in found[-1]:
                right.plot([f["step"] for f in found], [f[name] for f in found], marker="o", markersize=3, label=name)
        right.set_title(f"{run.name}: validation")
        right.legend(fontsize=7)
        right.grid(alpha=0.3)
        for panel in (left, right):
            panel.set_xlabel("step")
    figure.tight_layout()
    figure.savefig(opts.out, dpi=110)


if __name__ == "__main__":
    main()
