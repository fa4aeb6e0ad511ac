"""Features [4586]: three poolings of eight levels, the statistics of motion and what stands still [4460], then the pixels' own statistics. Order and formulas as in docs/design.md."""
from keras import ops

from . import fragment_encoder, global_encoder, pixel_statistics

GLOBAL_LEVELS = ("g1", "g2", "g3", "g4")
FRAGMENT_LEVELS = ("f2", "f3", "f4", "f5")
EPSILON = 1e-5
# change of a step, in levels of 0–255, that counts as none; the least that a logarithm tells apart
UNCHANGED = 0.25
STANDSTILL = 4
SIZE = 3 * (sum(global_encoder.CHANNELS.values()) + sum(fragment_encoder.CHANNELS.values())) + 5 * fragment_encoder.MOTION_CHANNELS + STANDSTILL
# with the pixel statistics behind them
ALL = SIZE + pixel_statistics.SIZE


def average_pooled(maps, height, width):
    """[B,T,H,W] -> [B,T,height,width], H and W being multiples."""
    b, t, h, w = ops.shape(maps)
    return ops.mean(ops.reshape(maps, (b, t, height, h // height, width, w // width)), axis=(3, 5))


def pooled(level, weights):
    """Mean, weighted mean and deviation of a level [B,T,H,W,C] under weights [B,T,H,W] -> [B,3C].

    The root has 1e-5 added: its gradient is infinite at a dead channel.
    """
    mean = ops.mean(level, axis=(1, 2, 3))
    variance = ops.mean(ops.square(level - mean[:, None, None, None]), axis=(1, 2, 3))
    weights = weights / ops.sum(weights, axis=(1, 2, 3), keepdims=True)
    weighted = ops.sum(level * weights[..., None], axis=(1, 2, 3))
    return ops.concatenate([mean, weighted, ops.sqrt(variance + EPSILON)], axis=-1)


def motion_statistics(x):
    """Statistics [B,5C] of full-rate activations [B,T,H,W,C]: changes inside pairs, between pairs, and of the mean."""
    b, t, _, _, c = ops.shape(x)
    still = ops.zeros((b, c)) + EPSILON**0.5
    if t == 1:
        none = ops.zeros((b, c))
        return ops.concatenate([none, still, none, still, still], axis=-1)
    change = ops.mean(ops.abs(x[:, 1:] - x[:, :-1]), axis=(2, 3))
    mean = ops.mean(x, axis=(2, 3))

    def deviation(v):
        return ops.sqrt(ops.var(v, axis=1) + EPSILON)

    inside, between = change[:, 0::2], change[:, 1::2]
    return ops.concatenate([ops.mean(inside, axis=1), deviation(inside), ops.mean(between, axis=1), deviation(between), deviation(mean)], axis=-1)


def standstill(fragments):
    """Share of unchanged steps and size of the change [B,4] of fragments [B,T,H,W,3] in [-1, 1]: inside pairs, between pairs.

    A photograph (T = 1) is still by nature, not frozen: its shares are 0, which tells it from video that stopped.
    """
    b, t = ops.shape(fragments)[:2]
    if t == 1:
        return ops.tile(ops.convert_to_tensor([[0.0, 0.0, -2.0, -2.0]]), (b, 1))
    change = 127.5 * ops.mean(ops.abs(fragments[:, 1:] - fragments[:, :-1]), axis=(2, 3, 4))
    parts = [change[:, 0::2], change[:, 1::2]]
    shares = [ops.mean(ops.exp(-d / UNCHANGED), axis=1) for d in parts]
    sizes = [ops.log2(ops.mean(d, axis=1) + UNCHANGED) for d in parts]
    return ops.stack(shares + sizes, axis=-1)


def moves_steadily(features):
    """Whether no sampled pair of frames repeats, by the standstill features of arrays [N,4460…]. A window that drifts slower than a pixel a frame repeats frames as dropped ones do."""
    return features[:, SIZE - STANDSTILL : SIZE - STANDSTILL + 2].max(axis=1) < 0.02


def saliency_grid(saliency, grid):
    """The map [B,T,H,W] in grid × grid cells, normalised to sum 1 per time step. The grid is that of the deepest level: side / 32, 7 at 224."""
    cells = average_pooled(saliency, grid, grid)
    return cells / ops.sum(cells, axis=(2, 3), keepdims=True)


def pooled_features(global_levels, fragment_levels, saliency, fragments):
    """-> [B,4586]. `fragments` are the views that the levels were made of."""
    parts = []
    for name in GLOBAL_LEVELS:
        level = global_levels[name]
        parts.append(pooled(level, average_pooled(saliency, level.shape[2], level.shape[3])))
    cells = saliency_grid(saliency, fragment_levels["f5"].shape[2])
    for name in FRAGMENT_LEVELS:
        level = fragment_levels[name]
        patch = level.shape[2] // cells.shape[2]
        weights = ops.repeat(ops.repeat(cells, patch, axis=2), patch, axis=3)
        repeats = level.shape[1] // cells.shape[1]
        parts.append(pooled(level, ops.repeat(weights, repeats, axis=1) if repeats > 1 else weights))
    parts += [motion_statistics(fragment_levels["motion"]), standstill(fragments), pixel_statistics.pixel_statistics(fragments)]
    return ops.concatenate(parts, axis=-1)
