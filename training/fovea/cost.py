"""Cost of one chunk: multiply-adds of all operators, two operations each."""
from .nets import fragment_encoder, global_encoder, pixel_statistics


def gflop_per_chunk(fovea):
    """Counts convolutions, temporal kernels, the filters of the pixel statistics, decoder and dense layers for 2 global and 8 fragment frames of 224×224."""
    total = 0

    def conv(operator, frames, side):
        size = 1
        for n in operator.kernel.shape:
            size *= n
        return frames * side * side * size

    side, frames = 112, 2
    total += conv(fovea.global_encoder.stem, frames, side)
    number = 0
    for expansion, channels, repeats, stride in global_encoder.STAGES:
        for repeat in range(repeats):
            block = fovea.global_encoder.blocks[number]
            number += 1
            if block.expand is not None:
                total += conv(block.expand, frames, side)
            if stride == 2 and repeat == 0:
                side //= 2
            for operator in (block.depthwise, block.temporal, block.project):
                if operator is not None:
                    total += conv(operator, frames, side)
    side, frames = 112, 8
    total += conv(fovea.fragment_encoder.stem, frames, side) + frames * side * side * 27 * pixel_statistics.FILTERS
    for number, (channels, stride) in enumerate(fragment_encoder.BLOCKS, 1):
        block = fovea.fragment_encoder.blocks[number - 1]
        side //= stride
        total += conv(block.depthwise, frames, side)
        if block.temporal is not None:
            frames //= fragment_encoder.TEMPORAL[number]
            total += conv(block.temporal, frames, side)
        total += conv(block.pointwise, frames, side)
    d = fovea.saliency
    for operator, side in ((d.lateral4, 7), (d.up3, 7), (d.lateral3, 14), (d.up2, 14), (d.lateral2, 28), (d.up1, 28), (d.lateral1, 56), (d.logits, 56)):
        total += conv(operator, 2, side)
    for operator in fovea.heads.operators:
        if hasattr(operator, "kernel"):
            total += conv(operator, 2 * 49 if operator.prefix == "head/local1" or operator.prefix == "head/local2" else 1, 1)
    return 2 * total / 1e9
