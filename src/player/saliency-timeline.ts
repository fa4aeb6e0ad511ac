import type { ChunkScore } from '../../workers/scoring-types.ts';

interface TimedMap {
  readonly timeS: number;
  readonly map: Uint8Array;
}

/** Where the eye goes at one moment: values 0–255, row by row. */
export interface SaliencyPicture {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** The chunk on the screen at `timeS`; the last one also at its very end. Null where nothing was scored. */
export function chunkAt(chunks: readonly ChunkScore[], timeS: number): ChunkScore | null {
  let low = 0;
  let high = chunks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const chunk = chunks[middle];
    if (chunk === undefined) return null;
    if (timeS < chunk.startS) high = middle - 1;
    else if (timeS >= chunk.endS) low = middle + 1;
    else return chunk;
  }
  const last = chunks.at(-1);
  return last !== undefined && timeS >= last.endS && timeS <= last.endS + 0.5 ? last : null;
}

/** All maps of a video in order of time, to be read at any moment. */
export class SaliencyTimeline {
  private readonly timed: readonly TimedMap[];
  private readonly width: number;
  private readonly height: number;

  constructor(private readonly chunks: readonly ChunkScore[]) {
    this.timed = chunks
      .flatMap(({ saliency }) => saliency.maps.map((map, at) => ({ timeS: saliency.timesS[at] ?? 0, map })))
      .sort((a, b) => a.timeS - b.timeS);
    this.width = chunks[0]?.saliency.width ?? 0;
    this.height = chunks[0]?.saliency.height ?? 0;
  }

  /** The map at `timeS`, mixed from the two nearest ones; null between chunks that were left out. */
  at(timeS: number): SaliencyPicture | null {
    if (chunkAt(this.chunks, timeS) === null) return null;
    const after = this.firstAfter(timeS);
    const left = Math.max(0, after - 1);
    const right = Math.min(this.timed.length - 1, after);
    const from = this.timed[left];
    const to = this.timed[right];
    if (from === undefined || to === undefined) return null;
    const span = to.timeS - from.timeS;
    const mix = span > 0 ? Math.min(1, Math.max(0, (timeS - from.timeS) / span)) : 0;
    const values = new Float32Array(this.width * this.height);
    for (let at = 0; at < values.length; at += 1) {
      values[at] = (from.map[at] ?? 0) * (1 - mix) + (to.map[at] ?? 0) * mix;
    }
    return { width: this.width, height: this.height, values };
  }

  private firstAfter(timeS: number): number {
    let low = 0;
    let high = this.timed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.timed[middle]?.timeS ?? 0) > timeS) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
