"""The golden input: bytes of the generator x ← (1664525·x + 1013904223) mod 2³², taking x >>> 24, global view first."""
import numpy as np

SEED = 20261122
SIZE = 64


def lcg_bytes(seed, count):
    """-> uint8 [count]; the first value is drawn after one step."""
    out = np.empty(count, np.uint8)
    x = seed
    for i in range(count):
        x = (1664525 * x + 1013904223) & 0xFFFFFFFF
        out[i] = x >> 24
    return out


def golden_input(seed=SEED, size=SIZE):
    """-> global view [1,2,size,size,3] and fragments [1,8,size,size,3], uint8."""
    frame = size * size * 3
    values = lcg_bytes(seed, 10 * frame)
    return values[: 2 * frame].reshape(1, 2, size, size, 3), values[2 * frame :].reshape(1, 8, size, size, 3)


def normalised(view):
    """Bytes -> what the nets see."""
    return view.astype("float32") / np.float32(127.5) - np.float32(1)
