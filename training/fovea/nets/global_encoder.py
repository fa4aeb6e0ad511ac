"""Global encoder: MobileNet V2 1.0 (Sandler et al., CVPR 2018) without its last 1×1, inflated in time.

Input [B,T,224,224,3] in [-1, 1]; output the four levels g1…g4.
"""
import keras

from .operators import Depthwise, SpatialConv, Temporal

STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
TEMPORAL = (2, 4, 7, 14)
LEVELS = {3: "g1", 6: "g2", 13: "g3", 17: "g4"}
CHANNELS = {"g1": 24, "g2": 32, "g3": 96, "g4": 320}


class InvertedResidual(keras.layers.Layer):
    """expand → depthwise → [temporal] → project, with the residual where shapes agree."""

    def __init__(self, prefix, cin, expansion, cout, stride, temporal):
        super().__init__(name=prefix.replace("/", "_"))
        wide = cin * expansion
        self.expand = SpatialConv(f"{prefix}/expand", cin, wide, activation="relu6") if expansion > 1 else None
        self.depthwise = Depthwise(f"{prefix}/depthwise", wide, stride)
        self.temporal = Temporal(f"{prefix}/temporal", wide) if temporal else None
        self.project = SpatialConv(f"{prefix}/project", wide, cout)
        self.residual = stride == 1 and cin == cout
        self.operators = [o for o in (self.expand, self.depthwise, self.temporal, self.project) if o is not None]

    def call(self, x):
        y = x
        for operator in self.operators:
            y = operator(y)
        return x + y if self.residual else y


class GlobalEncoder(keras.layers.Layer):
    def __init__(self):
        super().__init__(name="global")
        self.stem = SpatialConv("global/stem", 3, 32, size=3, stride=2, activation="relu6")
        self.blocks = []
        cin, number = 32, 0
        for expansion, channels, repeats, stride in STAGES:
            for repeat in range(repeats):
                number += 1
                first = stride if repeat == 0 else 1
                self.blocks.append(InvertedResidual(f"global/block{number:02d}", cin, expansion, channels, first, number in TEMPORAL))
                cin = channels

    @property
    def operators(self):
        return [self.stem] + [o for block in self.blocks for o in block.operators]

    def call(self, x):
        """[B,T,H,W,3] -> {'g1': [B,T,H/4,W/4,24], …}."""
        x = self.stem(x)
        levels = {}
        for number, block in enumerate(self.blocks, 1):
            x = block(x)
            if number in LEVELS:
                levels[LEVELS[number]] = x
        return levels
