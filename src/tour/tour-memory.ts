import { z } from 'zod';
import { readSaved, save } from '../store/saved.ts';

const KEY = 'fovea.tour';

/** Whether the tour was seen or skipped in this browser. */
export function tourWasSeen(): boolean {
  return readSaved(KEY, z.literal('seen')) !== null;
}

/** Remembers that the tour need not come by itself again. */
export function rememberTour(): void {
  save(KEY, 'seen');
}
