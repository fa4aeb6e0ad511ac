"""Real encoders at several rates, decoded again, with VMAF against the source (Netflix VMAF v0.6.1, as a pseudo-label only)."""
import json
import pathlib
import subprocess
import tempfile

import imageio_ffmpeg
import numpy as np

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
# constant-quality settings from weak to strong; speed presets that keep rendering cheap
CODECS = {
    "h264": (["-c:v", "libx264", "-preset", "veryfast"], "-crf", (27, 34, 40, 46)),
    "hevc": (["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none:pools=1"], "-crf", (28, 35, 41, 47)),
    "vp9": (["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "7", "-b:v", "0"], "-crf", (34, 45, 55, 63)),
    "av1": (["-c:v", "libsvtav1", "-preset", "12"], "-crf", (35, 47, 56, 63)),
}


def encoded_versions(frames, fps, codec, scratch=None):
    """uint8 RGB [T,H,W,3] -> list of (strength, decoded frames [T,H,W,3], VMAF/100), weak to strong."""
    n, h, w, _ = frames.shape
    options, flag, levels = CODECS[codec]
    versions = []
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        folder = pathlib.Path(folder)
        raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{w}x{h}", "-r", str(fps)]
        quiet = [FFMPEG, "-y", "-hide_banner", "-loglevel", "error"]
        reference = folder / "reference.y4m"
        subprocess.run([*quiet, *raw, "-i", "-", "-pix_fmt", "yuv420p", str(reference)], input=frames.tobytes(), check=True)
        for place, level in enumerate(levels):
            coded, log = folder / f"{level}.mkv", folder / "vmaf.json"
            subprocess.run([*quiet, "-i", str(reference), *options, flag, str(level), "-threads", "1", str(coded)], check=True, stderr=subprocess.DEVNULL)
            graph = f"[0:v]split[a][b];[a][1:v]libvmaf=log_fmt=json:log_path={log}:n_subsample=3:n_threads=1[v];[v]nullsink;[b]format=rgb24[out]"
            got = subprocess.run([*quiet, "-i", str(coded), "-i", str(reference), "-filter_complex", graph, "-map", "[out]", "-f", "rawvideo", "-"],
                                 check=True, stdout=subprocess.PIPE).stdout
            decoded = np.frombuffer(got, np.uint8)[: n * h * w * 3].reshape(-1, h, w, 3)
            if len(decoded) < n:
                decoded = np.concatenate([decoded, np.repeat(decoded[-1:], n - len(decoded), axis=0)])
            vmaf = json.loads(log.read_text())["pooled_metrics"]["vmaf"]["mean"] / 100
            versions.append(((place + 1) / len(levels), decoded, vmaf))
    return versions
