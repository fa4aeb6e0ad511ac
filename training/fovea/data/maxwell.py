"""MaxWell (Wu et al., ExplainableVQA, ACM MM 2023): `MaxWell_train.csv` and `MaxWell_val.csv`, one column an opinion; `name` and `O` (overall, 1–5 after scaling) are read."""
import csv
import pathlib


def load(folder, labels="MaxWell_train.csv", column="O"):
    """-> list of (path, mos 1–5). Opinions are z-scores about 0: they are put on the scale's middle with 0.6 MOS a unit."""
    folder = pathlib.Path(folder)
    found = []
    with open(folder / labels, newline="") as lines:
        for row in csv.DictReader(lines):
            path = folder / "videos" / row["name"]
            if path.exists():
                found.append((path, min(5.0, max(1.0, 3 + 0.6 * float(row[column])))))
    return found
