import type { ChunkScore } from '../../workers/scoring-types.ts';
import { chunkAt } from './saliency-timeline.ts';

/** A stretch that is played over and over. Seconds. */
export interface LoopedSpan {
  readonly startS: number;
  readonly endS: number;
}

/** What a loop asks for when the playhead has moved. */
export type LoopStep =
  | { readonly kind: 'stay' }
  /** Back to the start. */
  | { readonly kind: 'again' }
  /** Somebody went elsewhere: the chunk there is looped from now on; null where none is. */
  | { readonly kind: 'other'; readonly span: LoopedSpan | null };

/** A playing video passes the end by some frames before anybody hears of it; further away somebody went there. Seconds. */
const PASSED_S = 0.5;

/** Whether a looped chunk is still the one to play. */
export function loopStep(span: LoopedSpan, timeS: number, playing: boolean, chunks: readonly ChunkScore[]): LoopStep {
  // Times of frames are rounded on their way.
  if (timeS >= span.startS - 1e-3 && timeS < span.endS - 1e-3) return { kind: 'stay' };
  if (playing && timeS >= span.endS - 1e-3 && timeS < span.endS + PASSED_S) return { kind: 'again' };
  if (!playing && Math.abs(timeS - span.endS) <= 1e-3) return { kind: 'stay' };
  const chunk = chunkAt(chunks, timeS);
  return { kind: 'other', span: chunk === null ? null : { startS: chunk.startS, endS: chunk.endS } };
}
