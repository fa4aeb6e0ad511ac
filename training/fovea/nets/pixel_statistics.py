"""Statistics of the fragments' pixels [126]: what coding, noise and blur do to the finest differences in space and time, which encoders trained on content see past.

Nine fixed filters of 3×3 px, stride 2, inside the patches: luma, its first and second differences in both directions, Laplacian, diagonal, and the horizontal differences of
both chromas. Of each: size, spread over patches, how often it is (nearly) nothing, and shape, in space and between frames; after the natural scene statistics of BRISQUE
(Mittal, Moorthy, Bovik, TIP 2012) and VIDEVAL (Tu et al., TIP 2021), in sums that a GPU is quick at.
"""
import numpy as np
from keras import ops

PATCH = 32
FILTERS = 9
SIZE = 14 * FILTERS
# of each filter: five statistics in space, one of their course over time, four inside pairs of frames and four between them
TEMPORAL = slice(5 * FILTERS, SIZE)
# positions of a patch at stride 2, and how many of them have all of their 3×3 px inside
POSITIONS, INSIDE = 16, 15
# levels of 0–255 under which a difference counts as nothing
NOTHING = (1.0, 3.0)
LEAST = 0.05
EPSILON = 1e-5


def filters():
    """-> kernel [3,3,3,9] over RGB in [-1, 1], giving levels of 0–255, and bias [9]."""
    luma = np.array([0.299, 0.587, 0.114])
    space = np.zeros((7, 3, 3))
    space[0, 1, 1] = 1
    space[1, 1, 1:] = -1, 1
    space[2, 1:, 1] = -1, 1
    space[3, 1] = 1, -2, 1
    space[4, :, 1] = 1, -2, 1
    space[5] = [[0, -0.25, 0], [-0.25, 1, -0.25], [0, -0.25, 0]]
    space[6, 1:, 1:] = [[0.5, -0.5], [-0.5, 0.5]]
    kernels = [(s, luma) for s in space] + [(space[1], np.eye(3)[2] - luma), (space[1], np.eye(3)[0] - luma)]
    kernel = 127.5 * np.stack([s[:, :, None] * colour for s, colour in kernels], axis=-1)
    return kernel.astype("float32"), np.array([127.5] + [0] * 8, "float32")


def inside_patches(side):
    """[1,side,side,1]: 1 where a position's 3×3 px lie in one patch."""
    line = np.arange(side) % POSITIONS < INSIDE
    return (line[:, None] & line)[None, :, :, None].astype("float32")


def log_size(x):
    return ops.log2(x + LEAST)


def deviation(x, axis):
    return ops.sqrt(ops.var(x, axis=axis) + EPSILON)


def pixel_statistics(fragments):
    """fragments [B,T,S,S,3] in [-1, 1] -> [B,126]. Of a photograph (T = 1) all that compares frames is 0, which no video has."""
    b, t, side = ops.shape(fragments)[:3]
    kernel, bias = filters()
    found = ops.conv(ops.reshape(fragments, (b * t, side, side, 3)), kernel, strides=2, padding="same", data_format="channels_last") + bias
    found = found * inside_patches(side // 2)
    grid = side // PATCH
    whole = (POSITIONS / INSIDE) ** 2

    def patch_means(x):
        """[B,T',H,W,9] -> means of patches [B,T',P,9]."""
        pooled = ops.average_pool(ops.reshape(x, (-1, side // 2, side // 2, FILTERS)), POSITIONS, POSITIONS, data_format="channels_last")
        return whole * ops.reshape(pooled, (b, -1, grid * grid, FILTERS))

    def something(size, steps):
        """How much of the differences [B,T',…] of the given steps is not nothing, 0 to 1, for each idea of nothing: 2 × [B,9]."""
        return [ops.mean(patch_means(ops.minimum(size[:, steps], n) / n), axis=(1, 2)) for n in NOTHING]

    found = ops.reshape(found, (b, t, side // 2, side // 2, FILTERS))
    size = ops.abs(found)
    means = patch_means(size)
    logs = log_size(means)
    every = slice(None)
    parts = [ops.mean(logs, axis=(1, 2)), deviation(logs, (1, 2)), *something(size, every), ops.mean(log_size(patch_means(ops.square(size))) - 2 * logs, axis=(1, 2))]
    if t == 1:
        return ops.concatenate([*parts, ops.zeros((b, SIZE - 5 * FILTERS))], axis=-1)
    parts.append(deviation(log_size(ops.mean(means, axis=2)), 1))
    change = ops.abs(found[:, 1:] - found[:, :-1])
    logs = log_size(patch_means(change))
    for steps in (slice(0, None, 2), slice(1, None, 2)):
        parts += [ops.mean(logs[:, steps], axis=(1, 2)), deviation(logs[:, steps], (1, 2)), *something(change, steps)]
    return ops.concatenate(parts, axis=-1)
