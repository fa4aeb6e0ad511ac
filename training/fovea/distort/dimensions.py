"""What each kind of distortion says about the eight quality dimensions."""
import numpy as np

from ..nets.heads import DIMENSIONS

UNKNOWN = -1.0
# the dimension that a kind degrades, and those that it leaves in doubt
MEANING = {
    "defocus": ("sharpness", ("compression", "noise")),
    "motion_blur": ("sharpness", ("compression", "noise", "motion")),
    "scaling": ("sharpness", ("compression", "noise")),
    "noise": ("noise", ("compression", "sharpness")),
    "jpeg": ("compression", ("sharpness", "noise")),
    "banding": ("compression", ("colour", "noise")),
    "h264": ("compression", ("sharpness", "noise", "fluency")),
    "hevc": ("compression", ("sharpness", "noise", "fluency")),
    "vp9": ("compression", ("sharpness", "noise", "fluency")),
    "av1": ("compression", ("sharpness", "noise", "fluency")),
    "darken": ("exposure", ("colour", "noise")),
    "brighten": ("exposure", ("colour",)),
    "low_contrast": ("exposure", ("colour", "sharpness")),
    "colour_cast": ("colour", ("exposure",)),
    "flicker": ("flicker", ("exposure",)),
    "drop": ("fluency", ("motion",)),
    "freeze": ("fluency", ("motion",)),
    "shake": ("motion", ("fluency",)),
}


def strengths(kind, strength):
    """-> [8] strengths in 0–1; −1 where the kind leaves the dimension in doubt. The source (`kind` None) counts as unimpaired."""
    values = np.zeros(len(DIMENSIONS), np.float32)
    if kind is not None:
        main, doubtful = MEANING[kind]
        for name in doubtful:
            values[DIMENSIONS.index(name)] = UNKNOWN
        values[DIMENSIONS.index(main)] = strength
    return values
