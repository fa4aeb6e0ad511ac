"""Distortions inside each frame."""
import cv2
import numpy as np


def each(frames, change):
    return np.stack([change(f) for f in frames])


def defocus(frames, strength, rng):
    """Disc-like blur; the radius is relative to the picture's height."""
    sigma = (0.0012 + 0.0075 * strength**1.5) * frames.shape[1]
    return each(frames, lambda f: cv2.GaussianBlur(f, (0, 0), max(sigma, 0.45)))


def motion_blur(frames, strength, rng):
    """A straight stroke in one direction for all frames."""
    length = max(3, int((0.004 + 0.028 * strength) * frames.shape[2])) | 1
    kernel = np.zeros((length, length), np.float32)
    angle = rng.random() * np.pi
    c = length // 2
    cv2.line(kernel, (round(c - c * np.cos(angle)), round(c - c * np.sin(angle))), (round(c + c * np.cos(angle)), round(c + c * np.sin(angle))), 1)
    kernel /= kernel.sum()
    return each(frames, lambda f: cv2.filter2D(f, -1, kernel, borderType=cv2.BORDER_REFLECT))


def noise(frames, strength, rng):
    """Gaussian noise, new in every frame; half of the contents get grey noise, half coloured."""
    sigma = 3 + 27 * strength**1.3
    grey = rng.random() < 0.5

    def change(f):
        shape = f.shape[:2] + ((1,) if grey else (3,))
        grain = np.empty(shape, np.float32)
        cv2.setRNGSeed(int(rng.integers(1 << 31)))
        cv2.randn(grain, 0, sigma)
        return np.clip(f + grain.reshape(shape) + 0.5, 0, 255).astype(np.uint8)

    return each(frames, change)


def banding(frames, strength, rng):
    """Fewer grey levels, no dither."""
    step = (8, 20, 40)[min(2, int(strength * 3 - 0.01))]
    table = np.clip((np.arange(256) // step) * step + step // 2, 0, 255).astype(np.uint8)
    return table[frames]


def darken(frames, strength, rng):
    """Under-exposure: gain below one, clipped blacks."""
    table = np.clip(np.arange(256) * (1 - 0.72 * strength) - 12 * strength, 0, 255).astype(np.uint8)
    return table[frames]


def brighten(frames, strength, rng):
    """Over-exposure: gain above one, clipped whites."""
    table = np.clip(np.arange(256) * (1 + 1.1 * strength) + 25 * strength, 0, 255).astype(np.uint8)
    return table[frames]


def low_contrast(frames, strength, rng):
    """Towards the mean grey."""
    mean = float(frames.mean())
    table = np.clip(mean + (np.arange(256) - mean) * (1 - 0.8 * strength), 0, 255).astype(np.uint8)
    return table[frames]


def colour_cast(frames, strength, rng):
    """Unequal channel gains, the mean kept."""
    gain = np.ones(3)
    order = rng.permutation(3)
    gain[order[0]] += 0.55 * strength
    gain[order[1]] -= 0.4 * strength
    out = frames.astype(np.float32) * gain.astype(np.float32)
    return np.clip(out * (frames.mean() / max(out.mean(), 1)), 0, 255).astype(np.uint8)


def scaling(frames, strength, rng):
    """Down and up again, as a low-resolution original would be shown."""
    h, w = frames.shape[1:3]
    factor = 1 - 0.88 * strength**0.6
    small = (max(16, int(w * factor)), max(16, int(h * factor)))
    return each(frames, lambda f: cv2.resize(cv2.resize(f, small, interpolation=cv2.INTER_AREA), (w, h), interpolation=cv2.INTER_CUBIC))


def jpeg(frames, strength, rng):
    """JPEG, every frame by itself."""
    quality = int(round(45 - 41 * strength**0.7))

    def change(f):
        coded = cv2.imencode(".jpg", np.ascontiguousarray(f[..., ::-1]), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1]

    return each(frames, change)


KINDS = {
    "defocus": defocus, "motion_blur": motion_blur, "noise": noise, "banding": banding, "darken": darken, "brighten": brighten,
    "low_contrast": low_contrast, "colour_cast": colour_cast, "scaling": scaling, "jpeg": jpeg,
}
