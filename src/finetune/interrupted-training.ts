import { z } from 'zod';
import { readSaved, save } from '../store/saved.ts';

/** A training that its page did not outlive, remembered for the next visit. */

const KEY = 'fovea.training';

/** Held while a training runs: what another tab is at is not interrupted. */
const LOCK = 'fovea.training';

/** Notes that a training on so many clips is under way until `work` settles. */
export async function markTraining<T>(clips: number, work: () => Promise<T>): Promise<T> {
  save(KEY, clips);
  let ended: () => void = () => undefined;
  const running = new Promise<void>((resolve) => {
    ended = resolve;
  });
  navigator.locks.request(LOCK, { mode: 'shared' }, () => running).catch(() => undefined);
  try {
    return await work();
  } finally {
    save(KEY, null);
    ended();
  }
}

/** The clips of a training that was interrupted since the last call; null where there was none, or it still runs in another tab. */
export async function interruptedTraining(): Promise<number | null> {
  const clips = readSaved(KEY, z.number().int().positive());
  if (clips === null) return null;
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name === LOCK)) return null;
  save(KEY, null);
  return clips;
}
