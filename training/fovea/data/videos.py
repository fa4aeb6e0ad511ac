"""A whole labelled video as the page sees it: every chunk's views. Used for evaluation, and by the loaders of labelled video sets."""
import json
import pathlib
import subprocess

import imageio_ffmpeg
import numpy as np

from ..views.chunk_plan import plan_chunks
from ..views.fragments import fragments, r2_fraction
from ..views.global_view import global_view


def size_and_rate(path):
    """-> width, height, frames a second, from the container."""
    reader = imageio_ffmpeg.read_frames(str(path))
    meta = next(reader)
    reader.close()
    return (*meta["source_size"], float(meta["fps"]))


def read_frames(path):
    """All frames of a constant-rate video, one after the other, uint8 RGB [H,W,3]."""
    reader = imageio_ffmpeg.read_frames(str(path), pix_fmt="rgb24", output_params=["-fps_mode", "passthrough"])
    meta = next(reader)
    w, h = meta["size"]
    for frame in reader:
        yield np.frombuffer(frame, np.uint8).reshape(h, w, 3)


def video_views(path, seconds=1.0):
    """-> global [chunks,2,224,224,3], fragments [chunks,8,224,224,3], durations [chunks]; two passes, so that memory stays flat."""
    _, _, fps = size_and_rate(path)
    count = sum(1 for _ in read_frames(path))
    plan = plan_chunks([i / fps for i in range(count)], count / fps, seconds)
    wanted = sorted({f for _, _, _, frames in plan for f in frames})
    kept = {}
    views, patches = [], []
    position = 0
    for number, frame in enumerate(read_frames(path)):
        if number in wanted:
            kept[number] = frame
        while position < len(plan) and number >= plan[position][3][-1]:
            index, _, _, frames = plan[position]
            shown = [kept[f] for f in frames]
            views.append(np.stack([global_view(shown[2]), global_view(shown[6])]))
            patches.append(fragments(np.stack(shown), r2_fraction(index)))
            position += 1
            kept = {f: kept[f] for f in kept if f >= plan[position][3][0]} if position < len(plan) else {}
    durations = np.array([end - start for _, start, end, _ in plan])
    return np.stack(views), np.stack(patches), durations


def cache_videos(files, out):
    """Views of many videos into one pair of arrays; videos.json says which rows belong to which file."""
    out = pathlib.Path(out)
    if (out / "done").exists():
        return
    out.mkdir(parents=True, exist_ok=True)
    views, patches, rows, at = [], [], [], 0
    for file in files:
        v, p, d = video_views(file)
        views.append(v)
        patches.append(p)
        rows.append({"file": pathlib.Path(file).name, "first": at, "durations": d.tolist()})
        at += len(d)
    np.save(out / "global.npy", np.concatenate(views))
    np.save(out / "fragments.npy", np.concatenate(patches))
    (out / "videos.json").write_text(json.dumps(rows))
    (out / "done").touch()


def pooled_score(raw, durations, worst_share=0.3, worst_weight=0.0):
    """Chunk scores -> video score: (1 − β)·mean + β·mean of the worst share, weights are durations."""
    raw, durations = np.asarray(raw, float), np.asarray(durations, float)
    mean = np.average(raw, weights=durations)
    order = np.argsort(raw, kind="stable")
    left = worst_share * durations.sum()
    taken, total = 0.0, 0.0
    for i in order:
        part = min(durations[i], left - taken)
        if part <= 0:
            break
        total += part * raw[i]
        taken += part
    return (1 - worst_weight) * mean + worst_weight * total / taken
