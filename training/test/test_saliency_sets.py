"""Loaders of saliency sets, on made-up folders in each set's published layout: one bright spot whose place must survive."""
import numpy as np
import pytest
from PIL import Image

from fovea.data import dhf1k, hollywood2, salicon, ucf_sports
from fovea.data.batches import recorded_part

WIDTH, HEIGHT = 112, 112
SPOT = (84, 28)


def spot(path, size=1):
    """A grey picture with a white square whose middle is at SPOT (x, y)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = np.zeros((HEIGHT, WIDTH), np.uint8)
    picture[SPOT[1] - size + 1 : SPOT[1] + size, SPOT[0] - size + 1 : SPOT[0] + size] = 255
    Image.fromarray(picture).save(path)


def check(sample, steps):
    views, density, counts = sample
    assert views.shape == (steps, 224, 224, 3) and density.shape == counts.shape == (steps, 56, 56)
    assert density.sum(axis=(1, 2)) == pytest.approx(np.ones(steps), abs=1e-3)
    for t in range(steps):
        assert np.unravel_index(density[t].argmax(), (56, 56)) == pytest.approx((SPOT[1] / 2, SPOT[0] / 2), abs=1)
        assert counts[t].sum() == 1 and counts[t][SPOT[1] // 2, SPOT[0] // 2] == 1


def test_dhf1k(tmp_path, video):
    video(tmp_path / "video/001.AVI", seconds=2, rate=16)
    for n in range(1, 33):
        spot(tmp_path / f"annotation/0001/maps/{n:04d}.png", 4)
        spot(tmp_path / f"annotation/0001/fixation/{n:04d}.png")
    found = list(dhf1k.load(tmp_path))
    assert len(found) == 1
    check(found[0], 2)
    assert np.abs(found[0][0][0].astype(int) - found[0][0][1]).mean() > 1
    assert list(dhf1k.load(tmp_path, "val")) == []


@pytest.mark.parametrize("loader", [hollywood2, ucf_sports])
def test_hollywood2_and_ucf_sports(tmp_path, loader):
    for n in range(1, 15):
        for folder, size in (("images", 20), ("maps", 4), ("fixation", 1)):
            spot(tmp_path / f"training/clip-a/{folder}/clip_a_{n:03d}.png", size)
    found = list(loader.load(tmp_path))
    assert len(found) == 1
    check(found[0], 2)


def test_salicon(tmp_path):
    Image.new("RGB", (WIDTH, HEIGHT), (10, 20, 30)).save(tmp_path / "x.jpg")
    (tmp_path / "images/train").mkdir(parents=True)
    (tmp_path / "x.jpg").rename(tmp_path / "images/train/a.jpg")
    spot(tmp_path / "maps/train/a.png", 4)
    spot(tmp_path / "fixations/train/a.png")
    check(next(salicon.load(tmp_path)), 1)


def test_batches_go_round_and_say_when_a_folder_is_empty(tmp_path):
    for n in range(3):
        (tmp_path / "images/train").mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (WIDTH, HEIGHT)).save(tmp_path / f"images/train/{n}.jpg")
        spot(tmp_path / f"maps/train/{n}.png", 4)
    batches = recorded_part(salicon.load, tmp_path, 2, np.random.default_rng(1))
    assert [next(batches)["gaze_global"].shape for _ in range(3)] == [(2, 1, 224, 224, 3)] * 3
    (tmp_path / "empty/images/train").mkdir(parents=True)
    with pytest.raises(FileNotFoundError):
        next(recorded_part(salicon.load, tmp_path / "empty", 2, np.random.default_rng(1)))
