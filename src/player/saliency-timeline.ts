import type { ChunkMaps, ChunkScore } from '../../workers/scoring-types.ts';

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

/** Place in the list of the chunk on the screen at `timeS`; the last one also at its very end. -1 where nothing was scored. */
export function placeAt(chunks: readonly ChunkScore[], timeS: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const chunk = chunks[middle];
    if (chunk === undefined) return -1;
    if (timeS < chunk.startS) high = middle - 1;
    else if (timeS >= chunk.endS) low = middle + 1;
    else return middle;
  }
  const last = chunks.at(-1);
  return last !== undefined && timeS >= last.endS && timeS <= last.endS + 0.5 ? chunks.length - 1 : -1;
}

/** The chunk on the screen at `timeS`; the last one also at its very end. Null where nothing was scored. */
export function chunkAt(chunks: readonly ChunkScore[], timeS: number): ChunkScore | null {
  return chunks[placeAt(chunks, timeS)] ?? null;
}

/** The maps of a video, to be read at any moment. A list that grows costs nothing: the maps are found when they are asked for. */
export class SaliencyTimeline {
  /** @param mapsAt gives the maps of a chunk by its place in the list; null where they are not in memory. */
  constructor(
    private readonly chunks: readonly ChunkScore[],
    private readonly mapsAt: (place: number) => ChunkMaps | null,
  ) {}

  /** The map at `timeS`, mixed from the two nearest ones; null between chunks that were left out, and where the chunk's maps are not in memory. */
  at(timeS: number): SaliencyPicture | null {
    const place = placeAt(this.chunks, timeS);
    const shown = place < 0 ? null : this.mapsAt(place);
    if (shown === null) return null;
    const near = [place - 1, place, place + 1].flatMap((at) => timedMaps(at < 0 ? null : this.mapsAt(at)));
    const to = near.find((timed) => timed.timeS > timeS) ?? near.at(-1);
    const from = near.findLast((timed) => timed.timeS <= timeS) ?? near[0];
    if (from === undefined || to === undefined) return null;
    const span = to.timeS - from.timeS;
    const mix = span > 0 ? Math.min(1, Math.max(0, (timeS - from.timeS) / span)) : 0;
    const { width, height } = shown.saliency;
    const values = new Float32Array(width * height);
    for (let at = 0; at < values.length; at += 1) {
      values[at] = (from.map[at] ?? 0) * (1 - mix) + (to.map[at] ?? 0) * mix;
    }
    return { width, height, values };
  }
}

function timedMaps(maps: ChunkMaps | null): TimedMap[] {
  return maps === null ? [] : maps.saliency.maps.map((map, at) => ({ timeS: maps.saliency.timesS[at] ?? 0, map }));
}
