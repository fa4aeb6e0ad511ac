"""Chunk plan: which frames stand for which stretch of a video; the same rules as workers/chunk-plan.ts.

A chunk is halved twice; each quarter gives the pair of neighbouring frames whose change lies nearest to its middle. Where no new frame comes in a
quarter, what is on screen there is taken twice, so that a freeze looks like one.
"""
import bisect

ROUNDING_S = 0.001
PAIRS = 4


def chunk_total(duration, seconds):
    """A rest of at least half a chunk is a chunk of its own; a shorter one belongs to its neighbour."""
    whole = int(duration // seconds)
    return max(1, whole + (1 if duration - whole * seconds >= seconds / 2 - ROUNDING_S else 0))


def plan_chunks(times, last_end, seconds=1.0):
    """-> list of (index, start, end, eight frame indices); `times` are presentation times in seconds, ascending."""
    if len(times) == 0:
        return []
    origin = times[0]
    duration = max(0.0, max(last_end, times[-1]) - origin)
    total = chunk_total(duration, seconds)
    chunks = []
    for index in range(total):
        start = index * seconds
        end = duration if index == total - 1 else start + seconds
        chunks.append((index, start, end, pick_frames(times, origin, start, end, index == total - 1)))
    return chunks


def on_screen(times, at):
    """Index of the last frame that has come by a time; the first frame where none has."""
    return max(0, bisect.bisect_left(times, at + ROUNDING_S) - 1)


def pick_frames(times, origin, start, end, last):
    first = on_screen(times, origin + start)
    newest = len(times) - 1 if last else max(0, bisect.bisect_left(times, origin + end - ROUNDING_S) - 1)
    quarter = (end - start) / PAIRS
    frames = []
    for pair in range(PAIRS):
        begin = origin + start + pair * quarter
        middle = begin + quarter / 2
        shown = min(newest, on_screen(times, middle))
        second = nearest_change(times, first, newest, shown, begin, middle, begin + quarter)
        frames += [shown, shown] if second is None else [second - 1, second]
    return frames


def nearest_change(times, first, newest, shown, begin, middle, until):
    """The frame whose coming lies nearest to the middle of a quarter, None when none comes in it."""
    before = shown if shown > first and times[shown] >= begin - ROUNDING_S else None
    after = shown + 1 if shown < newest and times[shown + 1] < until - ROUNDING_S else None
    if before is None or after is None:
        return after if before is None else before
    return after if times[after] - middle < middle - times[before] - ROUNDING_S else before
