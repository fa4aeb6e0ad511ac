"""Joint training: one step sees whichever of photographs, gaze pictures and distorted clips its batch holds, and one optimizer serves all.

Backend-neutral Keras 3: the step is `train_on_batch` of a model whose loss is the sum of the parts' losses.
"""
import csv
import json
import pathlib
import queue
import threading
import time

import keras
import numpy as np
from keras import ops

from .losses.quality import huber, ladder_rank, laplace_spread, nt_xent, pairwise_rank
from .losses.saliency import saliency_loss, steadiness_loss


def seen(view):
    """Bytes -> what the nets see."""
    return ops.cast(view, "float32") / 127.5 - 1.0


class GroupedAdamW(keras.optimizers.AdamW):
    """AdamW (Loshchilov & Hutter, ICLR 2019) with one learning-rate factor a variable; a factor of 0 freezes it. `factors` maps variable paths."""

    def __init__(self, factors, **kwargs):
        super().__init__(**kwargs)
        self.factors = factors

    def build(self, variables):
        super().build(variables)
        self.factor_of = [self.factors.get(v.path, 1.0) for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        factor = self.factor_of[self._get_variable_index(variable)]
        if factor > 0:
            super().update_step(gradient, variable, learning_rate * factor)


class JointTask(keras.Model):
    """Batches are dicts; every group of keys is optional:

    - photo_global [B,1,224,224,3], photo_fragments, photo_mos [B] (1–5)
    - gaze_global [B,T,224,224,3], gaze_counts, gaze_density [B,T,56,56]
    - still_global [C·V,1,…], still_fragments, still_rank [C,V]: distorted photographs, V versions of each of C contents
    - clip_global [C·V,2,…], clip_fragments [C·V,8,…], clip_rank [C,V] (−1 unknown), clip_vmaf [C,V] (0–1, −1 unknown), clip_group [C·V] (distortion and level, NT-Xent)
    - steady_global [B,2,224,224,3]: neighbouring views of real clips, whose maps should not jump
    - *_strength [C·V,8]: known strengths of the quality dimensions, −1 unknown
    """

    def __init__(self, fovea, weights, dropout=0.0):
        super().__init__(name="joint")
        self.fovea = fovea
        self.weights_of = weights
        self.dropout = keras.layers.Dropout(dropout) if dropout else None
        self.vmaf_head = keras.layers.Dense(1, name="vmaf")
        self.vmaf_head.build((None, 128))
        self.trackers = {}
        self.built = True

    def call(self, batch, training=False):
        dropout = (lambda x: self.dropout(x, training=True)) if training and self.dropout is not None else None
        out = {}
        for kind in ("photo", "still", "clip"):
            if f"{kind}_global" in batch:
                out[kind] = self.fovea([seen(batch[f"{kind}_global"]), seen(batch[f"{kind}_fragments"])], dropout=dropout)
        if "gaze_global" in batch:
            out["gaze"] = self.fovea.saliency_only(seen(batch["gaze_global"]))
        if "steady_global" in batch:
            out["steady"] = self.fovea.saliency_only(seen(batch["steady_global"]))
        return out

    def parts(self, batch, out):
        """-> dict of named, unweighted losses."""
        losses = {}
        if "photo" in out:
            target = ops.cast(batch["photo_mos"], "float32") - 3.0
            raw, spread = out["photo"]["raw"], out["photo"]["spread"]
            losses["huber"] = ops.mean(huber(raw - target))
            losses["rank"] = pairwise_rank(raw, target)
            losses["spread"] = ops.mean(laplace_spread(raw - target, spread))
        if "gaze" in out:
            losses["gaze"] = saliency_loss(out["gaze"], batch["gaze_density"], batch["gaze_counts"])
        for kind in ("still", "clip"):
            if kind not in out:
                continue
            rank = batch[f"{kind}_rank"]
            losses[f"{kind}_rank"] = ladder_rank(ops.reshape(out[kind]["raw"], ops.shape(rank)), rank, 0.8)
            strength = batch[f"{kind}_strength"]
            known = ops.cast(strength >= 0, "float32")
            error = huber(out[kind]["dimensions"] - strength, 0.2)
            losses[f"{kind}_dimensions"] = ops.sum(known * error) / (ops.sum(known) + 1e-6)
        if "steady" in out:
            losses["steady"] = steadiness_loss(out["steady"])
        if "clip" in out:
            losses["contrastive"] = nt_xent(out["clip"]["embedding"], batch["clip_group"])
            vmaf = batch["clip_vmaf"]
            shape = ops.shape(vmaf)
            known = ops.cast(vmaf >= 0, "float32")
            guess = ops.reshape(self.vmaf_head(8.0 * out["clip"]["embedding"]), shape)
            losses["vmaf"] = ops.sum(known * huber(guess - vmaf, 0.1)) / (ops.sum(known) + 1e-6)
            losses["vmaf_rank"] = ladder_rank(ops.reshape(out["clip"]["raw"], shape), vmaf, 1.5)
        return losses

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        parts = self.parts(x, y_pred)
        total = 0.0
        for name, value in parts.items():
            if name not in self.trackers:
                self.trackers[name] = keras.metrics.Mean(name=f"part_{name}")
            self.trackers[name].update_state(value)
            weight = self.weights_of.get(name, 0.0)
            if weight:
                total = total + weight * value
        return total

    def take_parts(self):
        """Mean losses since the last call."""
        values = {name: float(ops.convert_to_numpy(t.result())) for name, t in self.trackers.items()}
        for t in self.trackers.values():
            t.reset_state()
        return values


def prefetched(batches, depth=3):
    """Run an iterator in a thread, `depth` batches ahead; the thread ends when the consumer does."""
    waiting, over = queue.Queue(depth), threading.Event()

    def fill():
        for batch in batches:
            while not over.is_set():
                try:
                    waiting.put(batch, timeout=0.5)
                    break
                except queue.Full:
                    continue
            if over.is_set():
                return

    thread = threading.Thread(target=fill, daemon=True)
    thread.start()
    try:
        while thread.is_alive() or not waiting.empty():
            try:
                yield waiting.get(timeout=0.5)
            except queue.Empty:
                continue
    finally:
        over.set()
        thread.join()


def cosine(step, total, start, warmup=100, cycles=1, floor=0.02, done=None):
    """Cosine annealing with warm restarts (Loshchilov & Hutter, ICLR 2017) and a linear warm-up; `cycles` equal cycles.

    `done`, the share of the run that is over, replaces step / total where a run is bounded by time.
    """
    if step < warmup:
        return start * (step + 1) / warmup
    place = ((step / total if done is None else done) * cycles) % 1.0
    return start * (floor + (1 - floor) * 0.5 * (1 + np.cos(np.pi * place)))


def learning_rate_factors(fovea, encoders=1.0, decoder=1.0, temporal=1.0):
    """Factors by variable path: encoders and saliency decoder against the heads' 1."""
    factors = {}
    for name, variable in fovea.tensors.items():
        if "/temporal/" in name:
            factors[variable.path] = encoders * temporal
        elif name.startswith(("global/", "fragments/")):
            factors[variable.path] = encoders
        elif name.startswith("saliency/"):
            factors[variable.path] = decoder
    return factors


class Average:
    """Exponential moving average of the weights, kept beside the model (Polyak & Juditsky, 1992)."""

    def __init__(self, fovea, decay=0.995):
        self.fovea, self.decay = fovea, decay
        self.state = None

    def update(self):
        state = self.fovea.state()
        if self.state is None:
            self.state = state
        else:
            for name, value in state.items():
                self.state[name] = self.decay * self.state[name] + (1 - self.decay) * value


def restore_moments(optimizer, variables, saved):
    """Give an optimizer the moments and the step count that a checkpoint holds, by their order; checkpoints of older versions hold none."""
    optimizer.build(variables)
    for number, value in saved.items():
        optimizer.variables[int(number)].assign(value)


def train(fovea, task, batches, total, config, folder, evaluate=None):
    """Run `total` steps, or `minutes` of the optimizer's config where that comes first; the rate falls by whichever is nearer its end. Writes log.csv, validation.csv, checkpoint.npz (resumed from when present) and best.npz by `evaluate()['score']`."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    factors = learning_rate_factors(fovea, config.get("encoders", 1.0), config.get("decoder", 1.0), config.get("temporal", 1.0))
    optimizer = GroupedAdamW(factors, learning_rate=config["rate"], weight_decay=config.get("decay", 0.01), global_clipnorm=config.get("clip", 1.0))
    # biases, the prior and temporal kernels are not pulled towards zero
    optimizer.exclude_from_weight_decay(var_names=["bias", "prior", "temporal", "mix"])
    task.compile(optimizer=optimizer, jit_compile=False)
    checkpoint, step, best, spent = folder / "checkpoint.npz", 0, -np.inf, 0.0
    average = Average(fovea, config.get("average", 0.99)) if config.get("average", 0.99) else None
    every_average = config.get("average_every", 4)
    if checkpoint.exists():
        saved = dict(np.load(checkpoint))
        step, best, spent = int(saved.pop("step")), float(saved.pop("best")), 60 * float(saved.pop("minutes"))
        if average is not None:
            average.state = {k[8:]: v for k, v in saved.items() if k.startswith("average/")}
        moments = {k[10:]: v for k, v in saved.items() if k.startswith("optimizer/")}
        fovea.restore({k: v for k, v in saved.items() if not k.startswith(("average/", "optimizer/"))})
        restore_moments(optimizer, task.trainable_variables, moments)
    start, last = time.time(), time.time()
    log = open(folder / "log.csv", "a", newline="")
    rows = csv.writer(log)
    every = config.get("validate", 250)

    def validated():
        nonlocal best
        kept = None
        if average is not None and average.state is not None:
            kept = fovea.state()
            fovea.restore(average.state)
        result = evaluate()
        result = {"step": step, "minutes": round((time.time() - start) / 60, 2), **result}
        with open(folder / "validation.csv", "a", newline="") as out:
            csv.writer(out).writerow([json.dumps(result)])
        print(json.dumps(result), flush=True)
        if result["score"] > best:
            best = result["score"]
            np.savez(folder / "best.npz", **fovea.state())
        if kept is not None:
            fovea.restore(kept)
        saved = {**fovea.state(), "step": step, "best": best, "minutes": (spent + time.time() - start) / 60}
        if average is not None and average.state is not None:
            saved |= {f"average/{k}": v for k, v in average.state.items()}
        saved |= {f"optimizer/{n}": np.asarray(v) for n, v in enumerate(optimizer.variables)}
        np.savez(folder / "next.npz", **saved)
        (folder / "next.npz").replace(checkpoint)

    limit = 60 * config.get("minutes", np.inf)
    for batch in prefetched(batches):
        done = max(step / total, (spent + time.time() - start) / limit)
        if done >= 1:
            break
        optimizer.learning_rate = cosine(step, total, config["rate"], config.get("warmup", 100), config.get("cycles", 1), done=done)
        task.train_on_batch(batch)
        step += 1
        if average is not None and step % every_average == 0:
            average.update()
        if step % 25 == 0:
            parts = task.take_parts()
            rows.writerow([step, round((time.time() - last) / 25, 3), json.dumps({k: round(v, 4) for k, v in parts.items()})])
            log.flush()
            last = time.time()
        if evaluate is not None and step % every == 0:
            validated()
            last = time.time()
    if evaluate is not None and step % every:
        validated()
    return best
