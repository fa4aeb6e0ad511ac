"""Running average of weights over the last steps (Polyak and Juditsky, 1992): validated and saved in place of the last, noisier ones."""
import contextlib

import numpy as np

EVERY = 5


class WeightAverage:
    """Exponential average of Keras variables; `share` is what stays of it at each look, one look in EVERY steps."""

    def __init__(self, variables, share):
        self.variables, self.share, self.mean = variables, share, None

    def look(self, step):
        if step % EVERY == 0:
            now = [np.asarray(v) for v in self.variables]
            self.mean = now if self.mean is None else [self.share * m + (1 - self.share) * v for m, v in zip(self.mean, now)]

    @contextlib.contextmanager
    def applied(self):
        """The variables hold their average inside, and go on from where they were afterwards."""
        now = [np.asarray(v) for v in self.variables]
        self.assign(self.mean or now)
        try:
            yield
        finally:
            self.assign(now)

    def assign(self, values):
        for variable, value in zip(self.variables, values):
            variable.assign(value)
