"""Chunkwise training: its gradient is that of the whole video, and the command runs on a labelled set."""
import csv
import subprocess
import sys
import pathlib

import keras
import numpy as np
import pytest
import tensorflow as tf

from fovea.nets.fovea3 import Fovea3
from stages.chunkwise import slope_of

ROOT = pathlib.Path(__file__).resolve().parents[1]


def test_slopes_are_those_of_hubers_loss_of_the_weighted_mean():
    raw, durations, target = np.array([0.1, 0.4, -0.2]), np.array([1.0, 1.0, 0.5]), 0.0
    error = np.sum(durations / 2.5 * raw) - target
    assert slope_of(raw, durations, target) == pytest.approx(error / 0.5 * durations / 2.5)
    assert slope_of(raw + 9, durations, target) == pytest.approx(durations / 2.5)


def test_chunk_by_chunk_gives_the_gradient_of_the_whole_video():
    keras.utils.set_random_seed(1)
    heads = Fovea3().heads
    features, durations, target = tf.random.normal((3, 4460), seed=2), np.array([1.0, 1.0, 0.5]), 0.7

    def raw(x):
        return heads.regressor2(heads.regressor1(8.0 * heads.embed(x)))[:, 0]

    kernel = heads.dense2.kernel.value
    with tf.GradientTape() as tape:
        error = tf.reduce_sum(tf.constant(durations / 2.5, tf.float32) * raw(features)) - target
        size = tf.abs(error)
        loss = tf.where(size < 0.5, error**2, size - 0.25)
    whole = tape.gradient(loss, kernel)
    parts = tf.zeros_like(whole)
    for c, slope in enumerate(slope_of(raw(features).numpy(), durations, target)):
        with tf.GradientTape() as tape:
            part = slope * tf.reduce_sum(raw(features[c : c + 1]))
        parts += tape.gradient(part, kernel)
    assert parts.numpy() == pytest.approx(whole.numpy(), abs=1e-6)
    assert np.abs(whole.numpy()).max() > 1e-5


def test_the_command_trains_on_a_labelled_set(tmp_path, video):
    names = [f"clip{n}.mp4" for n in range(4)]
    for n, name in enumerate(names):
        video(tmp_path / "set" / name, source=("testsrc2", "testsrc", "smptebars", "rgbtestsrc")[n])
    with open(tmp_path / "set/labels.csv", "w", newline="") as lines:
        csv.writer(lines).writerows([["file", "mos"], *([name, 2 + n / 2] for n, name in enumerate(names))])
    np.savez(tmp_path / "start.npz", **Fovea3().state())
    (tmp_path / "short.toml").write_text((ROOT / "configs/chunkwise.toml").read_text().replace("epochs = 4", "epochs = 1").replace("validation_share = 0.1", "validation_share = 0.6"))
    ran = subprocess.run([sys.executable, str(ROOT / "stages/chunkwise.py"), "--config", str(tmp_path / "short.toml"), "--set", "konvid", "--videos", str(tmp_path / "set"),
                          "--start", str(tmp_path / "start.npz"), "--out", str(tmp_path / "out")], capture_output=True, text=True, check=True)
    assert "epoch 1 SRCC" in ran.stdout
    assert set(np.load(tmp_path / "out/best.npz").files) == set(np.load(tmp_path / "start.npz").files)
