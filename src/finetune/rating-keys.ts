import type { Step } from './rating-session.ts';

/** What a key means on the rating screen. */
export type RatingKey = { readonly kind: 'rate'; readonly step: Step } | { readonly kind: 'skip' } | { readonly kind: 'undo' };

const STEPS: Readonly<Record<string, Step>> = { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 };

/** The meaning of a key, null for all others. */
export function ratingKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>): RatingKey | null {
  // A key held down must not rate the clips that follow.
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  const step = STEPS[event.key];
  if (step !== undefined) return { kind: 'rate', step };
  if (event.key === 's' || event.key === 'S') return { kind: 'skip' };
  if (event.key === 'u' || event.key === 'U' || event.key === 'Backspace') return { kind: 'undo' };
  return null;
}
