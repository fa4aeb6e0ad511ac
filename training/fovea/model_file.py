"""The `.fovea` model file: magic, header length, JSON header, zero bytes up to a multiple of 16, float16 weights. docs/design.md, section Model file."""
import hashlib
import json
import struct

import numpy as np

MAGIC = b"FOVEA\0\0\1"
SETTINGS = {"chunkSeconds": 1, "framesPerChunk": 8, "globalFrames": [2, 6], "globalSize": 224, "fragmentGrid": 7, "fragmentSize": 32}


def float16_state(state):
    """The weights as the page sees them: rounded to float16, in float32. Refuses what float16 cannot hold."""
    rounded = {}
    for name, value in state.items():
        half = np.asarray(value, "float32").astype(np.float16)
        if not np.isfinite(half).all():
            raise ValueError(f"{name} does not fit float16")
        rounded[name] = half.astype(np.float32)
    return rounded


def write_model_file(path, state, header):
    """Write the tensors of `state` and the header; `format`, `tensors`, `settings` and `sha256` are filled in here. Returns the header."""
    tensors, parts, offset = [], [], 0
    for name, value in state.items():
        half = np.asarray(value, "<f2")
        tensors.append({"name": name, "shape": list(half.shape), "offset": offset})
        parts.append(half.tobytes())
        offset += half.size
    weights = b"".join(parts)
    header = {"format": 1, **header, "settings": SETTINGS, "tensors": tensors, "sha256": hashlib.sha256(weights).hexdigest()}
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    padding = -(len(MAGIC) + 4 + len(text)) % 16
    with open(path, "wb") as out:
        out.write(MAGIC + struct.pack("<I", len(text)) + text + bytes(padding) + weights)
    return header


def read_model_file(path):
    """-> header, state (float32 arrays by name). Raises ValueError on a file that is not whole."""
    data = open(path, "rb").read()
    if data[:8] != MAGIC:
        raise ValueError("not a Fovea model file")
    (length,) = struct.unpack("<I", data[8:12])
    header = json.loads(data[12 : 12 + length])
    weights = data[12 + length + (-(12 + length) % 16) :]
    if hashlib.sha256(weights).hexdigest() != header["sha256"]:
        raise ValueError("the weights do not match their checksum")
    flat = np.frombuffer(weights, "<f2").astype(np.float32)
    state = {t["name"]: flat[t["offset"] : t["offset"] + int(np.prod(t["shape"]))].reshape(t["shape"]) for t in header["tensors"]}
    return header, state
