"""Loaders of labelled video sets, on made-up folders in each set's published layout."""
import csv

import numpy as np
import pytest
from scipy.io import savemat

from fovea.data import konvid, live_vqc, lsvq, maxwell, youtube_ugc
from fovea.data.videos import video_views


def write_csv(path, rows):
    with open(path, "w", newline="") as lines:
        out = csv.DictWriter(lines, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def test_konvid(tmp_path):
    write_csv(tmp_path / "labels.csv", [{"file": "a.mp4", "mos": "3.25"}, {"file": "b.mp4", "mos": "1"}])
    assert konvid.load(tmp_path) == [(tmp_path / "a.mp4", 3.25), (tmp_path / "b.mp4", 1.0)]


def test_live_vqc_is_put_on_one_to_five(tmp_path):
    names = np.empty((2, 1), object)
    names[:, 0] = ["A001.mp4", "A002.mp4"]
    savemat(tmp_path / "data.mat", {"video_list": names, "mos": np.array([[0.0], [75.0]])})
    assert live_vqc.load(tmp_path) == [(tmp_path / "Video/A001.mp4", 1.0), (tmp_path / "Video/A002.mp4", 4.0)]


def test_lsvq_leaves_out_videos_that_are_not_there(tmp_path):
    (tmp_path / "yfcc").mkdir()
    (tmp_path / "yfcc/one.mp4").touch()
    write_csv(tmp_path / "labels_train_test.csv", [{"name": "yfcc/one", "mos": "50"}, {"name": "yfcc/two", "mos": "60"}])
    assert lsvq.load(tmp_path) == [(tmp_path / "yfcc/one.mp4", 3.0)]


def test_youtube_ugc_reads_either_name_of_its_column(tmp_path):
    (tmp_path / "Sports_720P-1.mkv").touch()
    write_csv(tmp_path / "original_videos_MOS_for_YouTube_UGC_dataset.csv", [{"vid": "Sports_720P-1", "MOS full": "3.9"}, {"vid": "gone", "MOS full": "2"}])
    assert youtube_ugc.load(tmp_path) == [(tmp_path / "Sports_720P-1.mkv", 3.9)]


def test_maxwell_scores_are_put_about_three(tmp_path):
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos/0.mp4").touch()
    write_csv(tmp_path / "MaxWell_train.csv", [{"name": "0.mp4", "O": "-1.5"}])
    assert maxwell.load(tmp_path) == [(tmp_path / "videos/0.mp4", pytest.approx(2.1))]


def test_a_video_becomes_chunks(tmp_path, video):
    views, patches, durations = video_views(video(tmp_path / "two.mp4", seconds=2.25))
    assert views.shape == (2, 2, 224, 224, 3) and patches.shape == (2, 8, 224, 224, 3)
    assert durations.tolist() == pytest.approx([1.0, 1.25])
    assert np.abs(patches[0, 0].astype(int) - patches[1, 0]).mean() > 1
