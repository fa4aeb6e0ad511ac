"""YouTube-UGC (Wang et al., MMSP 2019): videos as `<vid>.mp4` (or .mkv) in one folder, `original_videos_h264` layout, and a CSV with `vid` and `MOSFull` (or `MOS full`) on 1–5."""
import csv
import pathlib


def load(folder, labels="original_videos_MOS_for_YouTube_UGC_dataset.csv"):
    """-> list of (path, mos); videos that are not there are left out."""
    folder = pathlib.Path(folder)
    found = []
    with open(folder / labels, newline="", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            mos = row.get("MOSFull") or row.get("MOS full") or row.get("MOS_full")
            path = next((p for p in (folder / f"{row['vid']}{end}" for end in (".mp4", ".mkv", "_crf_10_ss_00_t_20.0.mp4")) if p.exists()), None)
            if path is not None and mos:
                found.append((path, float(mos)))
    return found
