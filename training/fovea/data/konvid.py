"""KoNViD-1k (Hosu et al., QoMEX 2017): folder of videos and a CSV with `file,mos` on 1–5. The 36 development clips are validation only."""
import csv
import pathlib


def load(folder, labels="labels.csv"):
    """-> list of (path, mos)."""
    folder = pathlib.Path(folder)
    with open(folder / labels, newline="") as lines:
        return [(folder / row["file"], float(row["mos"])) for row in csv.DictReader(lines)]
