"""Puts the training code on the path; media are made with imageio-ffmpeg's ffmpeg."""
import pathlib
import subprocess
import sys

import imageio_ffmpeg
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))


def make_video(path, seconds=1.0, size="256x240", rate=12, source="testsrc2"):
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", "-f", "lavfi", "-i", f"{source}=size={size}:rate={rate}:duration={seconds}", "-pix_fmt", "yuv420p", str(path)], check=True)
    return path


@pytest.fixture
def video():
    return make_video
