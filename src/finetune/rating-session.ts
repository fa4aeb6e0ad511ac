import type { Presentation } from './session-order.ts';

/** One of the five steps, or null for a clip that was passed over. */
export type Step = 1 | 2 | 3 | 4 | 5;

/** What a rater said of one presentation. */
export interface Answer {
  /** Place in the order. */
  readonly place: number;
  readonly step: Step | null;
}

/** One rater's way through a set of clips. */
export interface RatingSession {
  readonly id: string;
  readonly rater: string;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** A break after so many clips. */
  readonly breakEvery: number;
  readonly order: readonly Presentation[];
  /** In the order in which they were given. */
  readonly answers: readonly Answer[];
}

/** The next presentation without an answer whose clip is at hand, or null when there is none. */
export function nextPlace({ order, answers }: RatingSession, atHand: (clip: string) => boolean): number | null {
  const answered = new Set(answers.map(({ place }) => place));
  const place = order.findIndex(({ clip }, i) => !answered.has(i) && atHand(clip));
  return place < 0 ? null : place;
}

/** The session with one more answer; an earlier one for the same place gives way. */
export function withAnswer(session: RatingSession, answer: Answer): RatingSession {
  return { ...session, answers: [...session.answers.filter(({ place }) => place !== answer.place), answer] };
}

/** The session without its latest answer. */
export function withoutLatest(session: RatingSession): RatingSession {
  return { ...session, answers: session.answers.slice(0, -1) };
}

/** A break before the last one or two clips would only put off the end. */
const FEWEST_AFTER_BREAK = 3;

/** Whether it is time for a break after the latest answer. */
export function breakIsDue({ answers, breakEvery, order }: RatingSession): boolean {
  return answers.length > 0 && order.length - answers.length >= FEWEST_AFTER_BREAK && answers.length % breakEvery === 0;
}

/** Clips of the presentations that have no answer yet. */
export function openClips({ order, answers }: RatingSession): string[] {
  const answered = new Set(answers.map(({ place }) => place));
  return order.filter((_, place) => !answered.has(place)).map(({ clip }) => clip);
}

/** What the session says of each clip: the mean of its ratings, one or, with a hidden repeat, two. Clips that were passed over are absent. */
export function sessionScores({ order, answers }: RatingSession): Map<string, number> {
  const given = new Map<string, number[]>();
  for (const { place, step } of answers) {
    const clip = order[place]?.clip;
    if (clip !== undefined && step !== null) given.set(clip, [...(given.get(clip) ?? []), step]);
  }
  return new Map([...given].map(([clip, steps]) => [clip, steps.reduce((sum, step) => sum + step, 0) / steps.length]));
}
