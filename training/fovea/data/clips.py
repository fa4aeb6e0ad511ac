"""Unlabelled clips, distorted: one-second stretches of clean sources as chunks of two global views and eight fragment views.

Split by repository, so that no scene group is on both sides.
"""
import csv
import json
import pathlib
import subprocess

import imageio_ffmpeg
import numpy as np

from ..distort import codecs, spatial, temporal
from ..distort.dimensions import strengths
from ..views.chunk_plan import plan_chunks
from ..views.fragments import fragments, r2_fraction
from ..views.global_view import global_view

VALIDATION_REPOS = {
    "GeWu-Lab/Balanced-Audiovisual-Dataset", "facebookresearch/sam2", "epic-kitchens/epic-kitchens.github.io", "open-mmlab/mmaction2",
    "rave-video/rave-video.github.io", "Zulko/moviepy", "Vanilagy/mediabunny", "text2live/text2live.github.io", "williamyang1991/FRESCO", "androidx/media",
}
LONG_SIDE = 960
# bits per pixel under which a source counts as impaired already
CLEAN_BITS = {"train": 0.06, "val": 0.06}
STILL_CHANGE = 1.5
LEVELS = (1 / 3, 2 / 3, 1.0)


def clean_sources(manifest, folder):
    """Rows of the manifest that are there, natural, at least 480 px wide and not starved of bits; one a scene group. Adds `part`."""
    rows, groups = [], set()
    with open(manifest, newline="") as lines:
        for row in csv.DictReader(lines):
            w, h, fps = int(row["width"]), int(row["height"]), float(row["fps"])
            if row["kind"] == "container_test_media" or row["flag"] or fps < 14 or max(w, h) < 480 or float(row["duration_s"]) < 1.5:
                continue
            # a source that is shown smaller than it is has lost its artefacts
            shrink = max(1.0, max(w, h) / LONG_SIDE)
            bits = float(row["kbps"]) * 1000 / (w * h * fps) * shrink**2
            part = "val" if row["repo"] in VALIDATION_REPOS else "train"
            if bits < CLEAN_BITS[part] or not (pathlib.Path(folder) / row["file"]).exists():
                continue
            if row["scene_group"] and row["scene_group"] in groups:
                continue
            groups.add(row["scene_group"])
            rows.append({**row, "part": part, "bits": bits})
    return rows


def read_stretch(path, start, seconds, width, height, fps):
    """Frames uint8 RGB [T,H,W,3] of a stretch, shrunk to LONG_SIDE, at most 30 a second, even sides; and the rate."""
    shrink = max(1.0, max(width, height) / LONG_SIDE)
    rate = min(30.0, fps)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-ss", str(start), "-i", str(path), "-t", str(seconds),
               "-vf", f"fps={rate},scale=trunc(iw/{shrink}/2)*2:trunc(ih/{shrink}/2)*2:flags=area,setsar=1", "-f", "image2pipe", "-c:v", "ppm", "-"]
    data = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    frames, at = [], 0
    while at < len(data):
        header = data[at : at + 40].split(b"\n", 3)
        w, h = map(int, header[1].split())
        at += len(b"\n".join(header[:3])) + 1
        frames.append(np.frombuffer(data, np.uint8, w * h * 3, at).reshape(h, w, 3))
        at += w * h * 3
    return np.stack(frames), rate


def chunk_views(frames, fps, index=0):
    """Frames of one chunk -> global [2,224,224,3] and fragments [8,224,224,3]."""
    times = [i / fps for i in range(len(frames))]
    picked = frames[plan_chunks(times, len(frames) / fps, len(frames) / fps)[0][3]]
    return np.stack([global_view(picked[2]), global_view(picked[6])]), fragments(picked, r2_fraction(index))


def versions_of(frames, fps, rng, part):
    """Yield (kind, level number 1…, strength, VMAF or −1, frames). Training contents get a draw of the kinds, validation contents all, `time` only those in time."""
    moving = np.abs(frames[1:].astype(np.int16) - frames[:-1]).mean() > STILL_CHANGE
    coded = {"val": list(codecs.CODECS), "train": ["h264", rng.choice(["hevc", "vp9", "av1"])], "time": []}[part]
    for codec in coded:
        for level, (strength, decoded, vmaf) in enumerate(codecs.encoded_versions(frames, fps, codec), 1):
            yield codec, level, strength, vmaf, decoded
    inside = {"val": list(spatial.KINDS), "train": list(rng.choice(list(spatial.KINDS), 3, replace=False)), "time": []}[part]
    over = [k for k in temporal.KINDS if moving or k in ("flicker", "shake")]
    if part == "train" and len(over) > 2:
        over = list(rng.choice(over, 2, replace=False))
    for kind in inside + over:
        seed = int(rng.integers(1 << 31))
        change = spatial.KINDS.get(kind) or temporal.KINDS[kind]
        for level, strength in enumerate(LEVELS, 1):
            # one seed for all levels: the same direction, grain and order at growing strength
            yield kind, level, strength, -1.0, change(frames, strength, np.random.default_rng(seed))


def render(manifest, folder, out, part, seed=1):
    """Write views of all contents of a part (`time`: another second of each training content, distorted in time only): global-<n>.npy, fragments-<n>.npy and a row in index.jsonl for each content n. Resumable."""
    out = pathlib.Path(out) / part
    out.mkdir(parents=True, exist_ok=True)
    index = out / "index.jsonl"
    done = {json.loads(line)["content"] for line in open(index)} if index.exists() else set()
    sources = [r for r in clean_sources(manifest, folder) if r["part"] == ("train" if part == "time" else part)]
    # mixed, so that a part rendered half way is as varied as the whole
    for content in np.random.default_rng(seed).permutation(len(sources)).tolist():
        row = sources[content]
        if content in done:
            continue
        rng = np.random.default_rng((seed, content, 1) if part == "time" else (seed, content))
        duration = float(row["duration_s"])
        start = round(float(0.2 + rng.random() * max(0.0, min(duration, 30) - 1.4)), 3)
        try:
            frames, fps = read_stretch(pathlib.Path(folder) / row["file"], start, 1.0, int(row["width"]), int(row["height"]), float(row["fps"]))
            if len(frames) < 8 or frames.mean() < 20:
                continue
        except (subprocess.CalledProcessError, ValueError) as problem:
            print(f"{row['file']}: {problem}", flush=True)
            continue
        write_versions(out, content, {"file": row["file"], "repo": row["repo"], "start": start}, frames, fps, rng, part)


def write_versions(out, content, origin, frames, fps, rng, part):
    """Views of a second of video and of its distorted versions: global-<content>.npy, fragments-<content>.npy and a row in index.jsonl. A content that cannot be coded is left out."""
    place = int(rng.integers(0, 64))
    views, entries = [chunk_views(frames, fps, place)], [{"kind": None, "level": 0, "strength": 0.0, "vmaf": 1.0}]
    try:
        for kind, level, strength, vmaf, changed in versions_of(frames, fps, rng, part):
            views.append(chunk_views(changed, fps, place))
            entries.append({"kind": str(kind), "level": level, "strength": strength, "vmaf": vmaf})
    except (subprocess.CalledProcessError, ValueError) as problem:
        print(f"{origin['file']}: {problem}", flush=True)
        return
    np.save(out / f"global-{content}.npy", np.stack([g for g, _ in views]))
    np.save(out / f"fragments-{content}.npy", np.stack([f for _, f in views]))
    with open(out / "index.jsonl", "a") as lines:
        lines.write(json.dumps({"content": content, **origin, "size": list(frames.shape[1:3]), "versions": entries}) + "\n")


def load_index(cache, part):
    """-> list of content rows of a rendered part."""
    path = pathlib.Path(cache) / part / "index.jsonl"
    return [json.loads(line) for line in open(path)] if path.exists() else []


def sample_sources(cache, count, part="train"):
    """Views of the unimpaired version of the first contents, every other one at its strongest distortion: global [N,2,…], fragments [N,8,…]."""
    views, patches = [], []
    for n, row in enumerate(load_index(cache, part)[:count]):
        place = 0 if n % 2 == 0 else len(row["versions"]) - 1
        views.append(np.load(pathlib.Path(cache) / part / f"global-{row['content']}.npy", mmap_mode="r")[place])
        patches.append(np.load(pathlib.Path(cache) / part / f"fragments-{row['content']}.npy", mmap_mode="r")[place])
    return np.stack(views), np.stack(patches)


def steady_part(cache, size, rng, held_back=12):
    """Batches of the unimpaired training clips' global views [size,2,224,224,3]; the first contents are held back."""
    rows = load_index(cache, "train")[held_back:]
    sources = [np.load(pathlib.Path(cache) / "train" / f"global-{row['content']}.npy", mmap_mode="r")[0] for row in rows]
    while True:
        yield {"steady_global": np.stack([sources[i] for i in rng.choice(len(sources), size)])}


def clip_part(cache, contents, versions, rng, codec_share=0.3, temporal_share=0.5, held_back=12):
    """Batches of `contents` chunks in `versions` versions each: the source and levels of one kind, drawn anew; see JointTask for the keys.

    The first `held_back` contents are left out: they choose checkpoints.
    """
    by_kind = {}
    read_up_to = 0
    while True:
        rows = load_index(cache, "train")
        for row in rows[max(read_up_to, held_back):]:
            for place, v in enumerate(row["versions"]):
                if v["kind"]:
                    by_kind.setdefault(v["kind"], {}).setdefault(row["content"], []).append(place)
        read_up_to = len(rows)
        known = {row["content"]: row for row in rows}
        for _ in range(50):
            draw = rng.random()
            family = codecs.CODECS if draw < codec_share else temporal.KINDS if draw < codec_share + temporal_share else spatial.KINDS
            coded = family is codecs.CODECS
            kinds = [k for k in by_kind if k in family and len(by_kind[k]) >= contents]
            kind = kinds[rng.integers(len(kinds))]
            chosen = rng.choice(list(by_kind[kind]), contents, replace=False)
            levels = None
            keys = {"clip_global": [], "clip_fragments": [], "rank": [], "vmaf": [], "strength": [], "group": []}
            for content in chosen:
                places = by_kind[kind][content]
                if levels is None:
                    take = min(versions - 1, len(places))
                    levels = np.sort(rng.choice(len(places), take, replace=False))
                places = [0] + [places[l] for l in levels]
                views = np.load(pathlib.Path(cache) / "train" / f"global-{content}.npy", mmap_mode="r")
                patches = np.load(pathlib.Path(cache) / "train" / f"fragments-{content}.npy", mmap_mode="r")
                flip = rng.random() < 0.5
                side = slice(None, None, -1) if flip else slice(None)
                keys["clip_global"].append(np.stack([views[p] for p in places])[..., side, :])
                keys["clip_fragments"].append(np.stack([patches[p] for p in places])[..., side, :])
                rows_of = [known[content]["versions"][p] for p in places]
                coded_rank = [v["vmaf"] for v in rows_of]
                keys["rank"].append([1 - v["strength"] for v in rows_of])
                keys["vmaf"].append(coded_rank if coded else [-1.0] * len(places))
                keys["strength"] += [strengths(v["kind"], v["strength"]) for v in rows_of]
                keys["group"] += [0 if v["kind"] is None else v["level"] for v in rows_of]
            yield {"clip_global": np.concatenate(keys["clip_global"]), "clip_fragments": np.concatenate(keys["clip_fragments"]),
                   "clip_rank": np.array(keys["rank"], "float32"), "clip_vmaf": np.array(keys["vmaf"], "float32"),
                   "clip_strength": np.array(keys["strength"], "float32"), "clip_group": np.array(keys["group"], "int32")}
