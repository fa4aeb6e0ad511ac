import { seededRandom, shuffled } from '../../models/metrics/random.ts';

/** One showing of a clip in a rating session. */
export interface Presentation {
  readonly clip: string;
  /** Shown before in this session, which the rater is not told. */
  readonly repeat: boolean;
}

/** One clip in so many is shown again. */
export const REPEAT_EVERY = 8;
/** Other clips between the two showings, so that the first rating is not simply remembered. */
export const REPEAT_GAP = 4;

/** The order of a session: every clip once, shuffled, and one in {@link REPEAT_EVERY} a second time at least {@link REPEAT_GAP} clips later. The same seed gives the same order. */
export function sessionOrder(clips: readonly string[], seed: number): Presentation[] {
  const random = seededRandom(seed);
  const firsts = shuffled(clips, random);
  const repeatsAfter = new Map<number, string[]>();
  for (let k = 0; k < Math.floor(firsts.length / REPEAT_EVERY); k += 1) {
    const original = k * REPEAT_EVERY;
    const earliest = original + REPEAT_GAP;
    const after = earliest + Math.floor(random() * (firsts.length - earliest));
    repeatsAfter.set(after, [...(repeatsAfter.get(after) ?? []), firsts[original] ?? '']);
  }
  return firsts.flatMap((clip, i) => [{ clip, repeat: false }, ...(repeatsAfter.get(i) ?? []).map((again) => ({ clip: again, repeat: true }))]);
}
