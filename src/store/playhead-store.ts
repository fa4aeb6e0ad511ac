import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { LoopedSpan } from '../player/chunk-loop.ts';

/** The moment being looked at, shared by player and curve. Times start at 0 like those of results. */
export interface PlayheadState {
  readonly timeS: number;
  readonly durationS: number;
  readonly playing: boolean;
  /** The chunk that is played over and over; null while none is. */
  readonly loop: LoopedSpan | null;
  /** Moves to a moment; the player takes it over while a video is shown. */
  readonly seek: (timeS: number) => void;
}

export type PlayheadStore = StoreApi<PlayheadState>;

/** A playhead at the start. */
export function createPlayheadStore(): PlayheadStore {
  return createStore<PlayheadState>()((set) => ({
    timeS: 0,
    durationS: 0,
    playing: false,
    loop: null,
    seek: (timeS) => set(({ durationS }) => ({ timeS: Math.min(Math.max(0, timeS), Math.max(durationS, 0)) })),
  }));
}
