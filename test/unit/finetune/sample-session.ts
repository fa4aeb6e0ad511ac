import type { Answer, RatingSession, Step } from '../../../src/finetune/rating-session.ts';

/** A session over `a`, `b`, `c` with `a` again at the end; the answers in order of place, undefined where none was given. */
export function sampleSession(steps: readonly (Step | null | undefined)[], change: Partial<RatingSession> = {}): RatingSession {
  return {
    id: 'one',
    rater: 'Ada',
    seed: 1,
    startedAt: 1000,
    breakEvery: 2,
    order: [
      { clip: 'a', repeat: false },
      { clip: 'b', repeat: false },
      { clip: 'c', repeat: false },
      { clip: 'a', repeat: true },
    ],
    answers: steps.flatMap((step, place): Answer[] => (step === undefined ? [] : [{ place, step }])),
    ...change,
  };
}
