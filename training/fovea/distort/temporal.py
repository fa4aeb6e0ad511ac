"""Distortions in time, on all frames of a stretch of video."""
import cv2
import numpy as np


def flicker(frames, strength, rng):
    """Brightness that jumps from frame to frame."""
    gains = 1 + (0.04 + 0.28 * strength) * rng.choice([-1.0, 1.0], len(frames)) * (0.5 + 0.5 * rng.random(len(frames)))
    # at least one jump, wherever the sampled pairs fall
    gains[1::2] = 2 - gains[0::2][: len(gains[1::2])]
    return np.stack([np.clip(f * g, 0, 255).astype(np.uint8) for f, g in zip(frames, gains)])


def drop(frames, strength, rng):
    """Frames dropped: each shown 2, 4 or 8 times as long."""
    hold = (2, 4, 8)[min(2, int(strength * 3 - 0.01))]
    return frames[(np.arange(len(frames)) // hold) * hold]


def freeze(frames, strength, rng):
    """A stand-still over a third, two thirds or all of the stretch, then a jump."""
    n = len(frames)
    length = int(round(n * strength))
    start = int(rng.integers(0, n - length + 1))
    index = np.arange(n)
    index[start : start + length] = start
    return frames[index]


def shake(frames, strength, rng):
    """Jerky translations between frames."""
    h, w = frames.shape[1:3]
    reach = (0.003 + 0.022 * strength) * w
    walk = np.cumsum(rng.normal(0, 0.45, (len(frames), 2)), axis=0) * 0.5 + rng.normal(0, 0.6, (len(frames), 2))
    walk = np.clip(walk, -2, 2) * reach
    moved = []
    for f, (dx, dy) in zip(frames, walk):
        matrix = np.float32([[1, 0, dx], [0, 1, dy]])
        moved.append(cv2.warpAffine(f, matrix, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT))
    return np.stack(moved)


KINDS = {"flicker": flicker, "drop": drop, "freeze": freeze, "shake": shake}
