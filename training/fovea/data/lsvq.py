"""LSVQ (Ying et al., CVPR 2021): `labels_train_test.csv` with `name` and `mos` on 0–100; `labels_test_1080p.csv` is a test set."""
import csv
import pathlib


def load(folder, labels="labels_train_test.csv"):
    """-> list of (path, mos 1–5), videos that are not there left out."""
    folder = pathlib.Path(folder)
    found = []
    with open(folder / labels, newline="") as lines:
        for row in csv.DictReader(lines):
            path = folder / f"{row['name']}.mp4"
            if path.exists():
                found.append((path, 1 + 4 * float(row["mos"]) / 100))
    return found
