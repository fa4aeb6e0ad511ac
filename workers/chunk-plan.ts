import { CHUNK_FRAMES } from '../models/architecture.ts';

/** Half of the frames that the nets see of a chunk. */
const PAIRS = CHUNK_FRAMES / 2;

/** Containers round times to 1 ms at worst, so a frame this little before a border counts as being on it. Seconds. */
const ROUNDING_S = 0.001;

/** A stretch of the video that gets one score. */
export interface PlannedChunk {
  /** Position in the whole plan, also when only some chunks are taken. */
  readonly index: number;
  /** Seconds from the first frame. */
  readonly startS: number;
  readonly endS: number;
  /** Eight indices into the timestamps, never decreasing; 2p and 2p + 1 are a pair. */
  readonly frames: readonly number[];
}

export interface ChunkPlanInput {
  /** Presentation times in seconds, ascending. They may start anywhere, below 0 too. */
  readonly timestampsS: ArrayLike<number>;
  /** When the last frame stops being shown, on the clock of the timestamps. */
  readonly lastEndS: number;
  readonly chunkSeconds: number;
  /** Every chunk, or this many spread evenly. */
  readonly coverage: 'all' | number;
}

/**
 * Cuts a video into chunks and picks the frames that stand for each.
 *
 * A chunk is halved twice; each quarter gives the pair of neighbouring frames whose change lies nearest to its middle.
 * Where no new frame comes in a quarter, what is on screen there is taken twice, so that a freeze looks like one. The
 * frame on screen when a chunk begins may have come in an earlier chunk.
 *
 * @returns chunks in order of time; empty without frames. Neighbours share at most the frame that is on screen at
 * their border, so one pass over the frames in order fills one chunk after the other.
 * @throws RangeError for a chunk length or coverage that is not a positive number.
 */
export function planChunks(input: ChunkPlanInput): PlannedChunk[] {
  const { timestampsS, chunkSeconds, coverage } = input;
  if (!(chunkSeconds > 0)) throw new RangeError('The length of a chunk must be more than 0 seconds.');
  if (coverage !== 'all' && !(coverage >= 1)) throw new RangeError('At least one chunk must be covered.');
  const count = timestampsS.length;
  if (count === 0) return [];

  const origin = at(timestampsS, 0);
  const durationS = Math.max(0, Math.max(input.lastEndS, at(timestampsS, count - 1)) - origin);
  const total = chunkTotal(durationS, chunkSeconds);
  const wanted = coverage === 'all' ? total : Math.min(total, Math.floor(coverage));

  const chunks: PlannedChunk[] = [];
  for (let k = 0; k < wanted; k++) {
    const index = Math.floor(((k + 0.5) * total) / wanted);
    const startS = index * chunkSeconds;
    const endS = index === total - 1 ? durationS : startS + chunkSeconds;
    chunks.push({ index, startS, endS, frames: pickFrames(timestampsS, origin, startS, endS, index === total - 1) });
  }
  return chunks;
}

/** A rest of at least half a chunk is a chunk of its own; a shorter one belongs to its neighbour. */
function chunkTotal(durationS: number, chunkSeconds: number): number {
  const whole = Math.floor(durationS / chunkSeconds);
  const restS = durationS - whole * chunkSeconds;
  return Math.max(1, whole + (restS >= chunkSeconds / 2 - ROUNDING_S ? 1 : 0));
}

function pickFrames(timestampsS: ArrayLike<number>, origin: number, startS: number, endS: number, last: boolean): number[] {
  const onScreenAtStart = onScreen(timestampsS, origin + startS);
  const newest = last ? timestampsS.length - 1 : onScreenBefore(timestampsS, origin + endS);
  const quarterS = (endS - startS) / PAIRS;
  const frames: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const fromS = origin + startS + pair * quarterS;
    const middleS = fromS + quarterS / 2;
    const shown = Math.min(newest, onScreen(timestampsS, middleS));
    const second = nearestChange(timestampsS, frames.at(-1) ?? onScreenAtStart, newest, shown, fromS, middleS, fromS + quarterS);
    if (second === null) frames.push(shown, shown);
    else frames.push(second - 1, second);
  }
  return frames;
}

/** The frame after `seen` whose coming lies nearest to the middle of a quarter, null when none comes in it. */
function nearestChange(
  timestampsS: ArrayLike<number>,
  seen: number,
  newest: number,
  shown: number,
  fromS: number,
  middleS: number,
  untilS: number,
): number | null {
  const before = shown > seen && at(timestampsS, shown) >= fromS - ROUNDING_S ? shown : null;
  const after = shown < newest && at(timestampsS, shown + 1) < untilS - ROUNDING_S ? shown + 1 : null;
  if (before === null || after === null) return before ?? after;
  const nearer = at(timestampsS, after) - middleS < middleS - at(timestampsS, before) - ROUNDING_S;
  return nearer ? after : before;
}

/** Index of the last frame that has come by a time; the first frame where none has. */
function onScreen(timestampsS: ArrayLike<number>, timeS: number): number {
  return Math.max(0, countUntil(timestampsS, timeS + ROUNDING_S) - 1);
}

/** Index of the last frame that came clearly before a time. */
function onScreenBefore(timestampsS: ArrayLike<number>, timeS: number): number {
  return Math.max(0, countUntil(timestampsS, timeS - ROUNDING_S) - 1);
}

/** How many timestamps are below a time (binary search). */
function countUntil(timestampsS: ArrayLike<number>, timeS: number): number {
  let low = 0;
  let high = timestampsS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(timestampsS, middle) < timeS) low = middle + 1;
    else high = middle;
  }
  return low;
}

function at(timestampsS: ArrayLike<number>, index: number): number {
  const value = timestampsS[index];
  if (value === undefined) throw new RangeError('There is no such frame.');
  return value;
}
