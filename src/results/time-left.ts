/**
 * Seconds until a file is done, from the pace so far.
 * @returns null until one chunk is scored: the first one carries the decoder's start and says little.
 */
export function timeLeftS(startedAtMs: number, nowMs: number, done: number, total: number): number | null {
  if (done < 1 || total < 1) return null;
  const pace = Math.max(0, nowMs - startedAtMs) / 1000 / done;
  return Math.max(0, pace * (total - done));
}
