"""Render the distorted material once: clips (all codecs need the ffmpeg of imageio-ffmpeg, which has libvmaf) and photographs. Resumable.

    python stages/render.py --clips-manifest data/clips/clips.csv --clips data/clips --biq-manifest data/quality/biq2021.csv --biq data/biq --cache runs/cache
"""
import argparse
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

import cv2

from fovea.data import biq2021, clips, moving_photos, stills


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--clips-manifest", type=pathlib.Path, default="data/clips/clips.csv")
    args.add_argument("--clips", type=pathlib.Path, default="data/clips")
    args.add_argument("--biq-manifest", type=pathlib.Path, default="data/quality/biq2021.csv")
    args.add_argument("--biq", type=pathlib.Path, default="data/biq")
    args.add_argument("--cache", type=pathlib.Path, default="runs/cache")
    args.add_argument("--only", choices=("stills", "moving", "train", "val", "time"), help="one part instead of all")
    opts = args.parse_args()
    cv2.setNumThreads(1)
    if opts.only in (None, "stills"):
        photos = biq2021.load_manifest(opts.biq_manifest)
        stills.cache_views(photos, opts.biq, opts.cache / "stills", "train", 2200)
        stills.cache_views(photos, opts.biq, opts.cache / "stills", "val", 220)
    if opts.only in (None, "moving"):
        photos = biq2021.load_manifest(opts.biq_manifest)
        moving_photos.cache_labelled(photos, opts.biq, opts.cache / "moving", {"train": 6000, "val": 500})
        moving_photos.render(photos, opts.biq, opts.cache / "clips/moving", 160)
    for part in ("train", "val", "time"):
        if opts.only in (None, part):
            clips.render(opts.clips_manifest, opts.clips, opts.cache / "clips", part)


if __name__ == "__main__":
    main()
