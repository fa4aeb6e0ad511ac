"""Fragment encoder: MobileNet V1 0.5 (Howard et al., 2017), inflated in time, on the 7×7 grid of 32×32 px patches (FAST-VQA, Wu et al., ECCV 2022).

Input [B,T,224,224,3] in [-1, 1]; output the levels f2…f5 and `motion`, the first full-rate activation.
"""
import keras

from .operators import Depthwise, SpatialConv, Temporal

BLOCKS = ((32, 1), (64, 2), (64, 1), (128, 2), (128, 1), (256, 2)) + ((256, 1),) * 5 + ((512, 2), (512, 1))
TEMPORAL = {2: 2, 4: 2, 6: 1, 12: 1}
LEVELS = {3: "f2", 5: "f3", 11: "f4", 13: "f5"}
CHANNELS = {"f2": 64, "f3": 128, "f4": 256, "f5": 512}
MOTION_BLOCK, MOTION_CHANNELS = 2, 32


class SeparableConv3D(keras.layers.Layer):
    """depthwise → [temporal] → pointwise."""

    def __init__(self, prefix, cin, cout, stride, temporal):
        super().__init__(name=prefix.replace("/", "_"))
        self.depthwise = Depthwise(f"{prefix}/depthwise", cin, stride)
        self.temporal = Temporal(f"{prefix}/temporal", cin, temporal) if temporal else None
        self.pointwise = SpatialConv(f"{prefix}/pointwise", cin, cout, activation="relu6")
        self.operators = [o for o in (self.depthwise, self.temporal, self.pointwise) if o is not None]

    def call(self, x):
        """-> the block's output and its depthwise activation."""
        early = self.depthwise(x)
        y = self.temporal(early) if self.temporal is not None else early
        return self.pointwise(y), early


class FragmentEncoder(keras.layers.Layer):
    def __init__(self):
        super().__init__(name="fragments")
        self.stem = SpatialConv("fragments/stem", 3, 16, size=3, stride=2, activation="relu6")
        self.blocks = []
        cin = 16
        for number, (channels, stride) in enumerate(BLOCKS, 1):
            self.blocks.append(SeparableConv3D(f"fragments/block{number:02d}", cin, channels, stride, TEMPORAL.get(number)))
            cin = channels

    @property
    def operators(self):
        return [self.stem] + [o for block in self.blocks for o in block.operators]

    def call(self, x):
        """[B,T,H,W,3] -> {'f2': [B,T/2,H/4,W/4,64], 'f3': [B,T/4,…], …, 'motion': [B,T,H/4,W/4,32]}."""
        x = self.stem(x)
        levels = {}
        for number, block in enumerate(self.blocks, 1):
            x, early = block(x)
            if number == MOTION_BLOCK:
                levels["motion"] = early
            if number in LEVELS:
                levels[LEVELS[number]] = x
        return levels
