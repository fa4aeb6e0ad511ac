"""Photographs that drift: whole pixels of the picture, in even windows, inside its edges."""
import numpy as np

from fovea.data.moving_photos import FASTEST, WINDOW, drift


def test_every_frame_is_a_window_of_the_picture():
    # each pixel says where it comes from
    y, x = np.mgrid[0:300, 0:401]
    picture = np.stack([y % 251, x % 241, (y // 251) * 2 + x // 241], -1).astype(np.uint8)
    for seed in range(12):
        frames, fps = drift(picture, np.random.default_rng(seed))
        assert frames.shape == (fps, 258, 344, 3) and 258 == int(300 * WINDOW / 2) * 2
        corners = np.array([(f[0, 0, 0] + 251 * (f[0, 0, 2] // 2), f[0, 0, 1] + 241 * (f[0, 0, 2] % 2)) for f in frames.astype(int)])
        assert corners.min() >= 0 and (corners.max(0) <= (300 - 258, 401 - 344)).all()
        assert np.abs(np.diff(corners, axis=0)).max() <= np.ceil(FASTEST)
        for f, (top, left) in zip(frames, corners):
            assert (f == picture[top : top + 258, left : left + 344]).all()


def test_some_stand_still_and_others_move():
    picture = np.random.default_rng(0).integers(0, 255, (240, 320, 3), np.uint8)
    still = [bool((frames[0] == frames[-1]).all()) for frames, _ in (drift(picture, np.random.default_rng(seed)) for seed in range(40))]
    assert 2 <= sum(still) <= 20
