import { CHUNK_FRAMES, GLOBAL_FRAMES } from '../../models/architecture.ts';
import type { ChunkTimes, ChunkViews } from '../media.ts';
import type { WantedViews } from '../views/frame-views.ts';
import { VIEW_BYTES } from '../views/view-size.ts';

/** A run of equal frames in a chunk: they are converted once. */
export interface Run {
  readonly frame: number;
  readonly firstSlot: number;
  readonly slots: number;
}

/** Fills the views of one chunk, frame after frame. Its memory is given away with {@link finish}, as the nets read it while the next chunk is decoded. */
export class ChunkAssembly {
  readonly #chunk: ChunkTimes;
  readonly #fragments = new Uint8Array(CHUNK_FRAMES * VIEW_BYTES);
  readonly #global = new Uint8Array(GLOBAL_FRAMES.length * VIEW_BYTES);
  readonly #picture: Uint8Array | null;

  /** @param picture whether CLIP's view is wanted as well. */
  constructor(chunk: ChunkTimes, picture: boolean) {
    this.#chunk = chunk;
    this.#picture = picture ? new Uint8Array(VIEW_BYTES) : null;
  }

  /** Where the views of the first frame of a run go. */
  wanted(run: Run): WantedViews {
    const place = GLOBAL_FRAMES.findIndex((slot) => slot >= run.firstSlot && slot < run.firstSlot + run.slots);
    return {
      global: place < 0 ? null : view(this.#global, place),
      fragments: view(this.#fragments, run.firstSlot),
      picture: place === 0 ? this.#picture : null,
    };
  }

  /** Copies the views of a run's first frame to its other places. */
  repeat(run: Run): void {
    for (let slot = run.firstSlot + 1; slot < run.firstSlot + run.slots; slot++) {
      copyView(this.#fragments, run.firstSlot, slot);
    }
    const places = GLOBAL_FRAMES.flatMap((slot, place) => (slot >= run.firstSlot && slot < run.firstSlot + run.slots ? [place] : []));
    for (const place of places.slice(1)) copyView(this.#global, places[0] ?? 0, place);
  }

  finish(): ChunkViews {
    return { ...this.#chunk, global: this.#global, fragments: this.#fragments, ...(this.#picture === null ? {} : { picture: this.#picture }) };
  }
}

/** The frames of a chunk, equal neighbours together. */
export function runsOf(frames: readonly number[]): Run[] {
  const runs: Run[] = [];
  frames.forEach((frame, slot) => {
    const last = runs.at(-1);
    if (last?.frame === frame) runs[runs.length - 1] = { ...last, slots: last.slots + 1 };
    else runs.push({ frame, firstSlot: slot, slots: 1 });
  });
  return runs;
}

function view(views: Uint8Array, place: number): Uint8Array {
  return views.subarray(place * VIEW_BYTES, (place + 1) * VIEW_BYTES);
}

function copyView(views: Uint8Array, from: number, to: number): void {
  views.copyWithin(to * VIEW_BYTES, from * VIEW_BYTES, (from + 1) * VIEW_BYTES);
}
