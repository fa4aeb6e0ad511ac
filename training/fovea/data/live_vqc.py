"""LIVE-VQC (Sinno & Bovik, IEEE TIP 2019): `Video/*.mp4` and `data.mat` with `video_list` and `mos` on 0–100."""
import pathlib

from scipy.io import loadmat


def load(folder):
    """-> list of (path, mos 1–5)."""
    folder = pathlib.Path(folder)
    data = loadmat(str(folder / "data.mat"))
    names = [str(name[0]) for name in data["video_list"].ravel()]
    return [(folder / "Video" / name, 1 + 4 * float(mos) / 100) for name, mos in zip(names, data["mos"].ravel())]
