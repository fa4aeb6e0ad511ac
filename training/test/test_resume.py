"""A run that goes on from its checkpoint makes the very steps that it would have made."""
import keras
import numpy as np
import pytest

from fovea.trainer import restore_moments


def trained(steps, saved=None):
    keras.utils.set_random_seed(5)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, "tanh"), keras.layers.Dense(1)])
    optimizer = keras.optimizers.AdamW(0.05)
    model.compile(optimizer, "mse")
    if saved is not None:
        model.set_weights(saved["weights"])
        restore_moments(optimizer, model.trainable_variables, saved["moments"])
    x = np.random.default_rng(1).normal(size=(8, 4)).astype("float32")
    for _ in range(steps):
        model.train_on_batch(x, x[:, :1])
    return {"weights": model.get_weights(), "moments": {str(n): np.asarray(v) for n, v in enumerate(optimizer.variables)}}


def test_moments_survive_a_checkpoint():
    whole = trained(12)
    halves = trained(6, trained(6))
    for a, b in zip(whole["weights"], halves["weights"]):
        assert a == pytest.approx(b, abs=1e-6)
    forgetful = trained(6, {**trained(6), "moments": {}})
    assert np.abs(forgetful["weights"][0] - whole["weights"][0]).max() > 1e-3
