/** The part of a video that the curve shows. Seconds. */
export interface TimeWindow {
  readonly fromS: number;
  readonly toS: number;
}

/** Closer than this there is nothing more to see: chunks last half a second at least. */
export const SHORTEST_WINDOW_S = 2;

function placed(fromS: number, lengthS: number, durationS: number): TimeWindow | null {
  if (lengthS >= durationS) return null;
  const from = Math.min(Math.max(0, fromS), durationS - lengthS);
  return { fromS: from, toS: from + lengthS };
}

/**
 * A window `factor` times as long around a moment, which keeps its place on the screen.
 * @returns null for the whole video.
 */
export function zoomedWindow(now: TimeWindow | null, durationS: number, factor: number, aroundS: number): TimeWindow | null {
  const { fromS, toS } = now ?? { fromS: 0, toS: durationS };
  const lengthS = Math.min(durationS, Math.max(SHORTEST_WINDOW_S, (toS - fromS) * factor));
  const place = Math.min(1, Math.max(0, (aroundS - fromS) / (toS - fromS)));
  return placed(Math.min(Math.max(aroundS, fromS), toS) - place * lengthS, lengthS, durationS);
}

/** The window moved by a share of its length; positive goes later. */
export function pannedWindow(now: TimeWindow | null, durationS: number, share: number): TimeWindow | null {
  if (now === null) return null;
  const lengthS = now.toS - now.fromS;
  return placed(now.fromS + share * lengthS, lengthS, durationS);
}

/** The window moved so that a moment is in it, with a little of what is around; itself when it is there already. */
export function windowShowing(now: TimeWindow | null, durationS: number, timeS: number): TimeWindow | null {
  if (now === null || (timeS >= now.fromS && timeS <= now.toS)) return now;
  const lengthS = now.toS - now.fromS;
  return placed(timeS - lengthS * (timeS < now.fromS ? 0.1 : 0.9), lengthS, durationS);
}

/** What of a list in order of time touches a window: all of it for null. */
export function within<T extends { readonly startS: number; readonly endS: number }>(parts: readonly T[], window: TimeWindow | null): readonly T[] {
  return window === null ? parts : parts.filter(({ startS, endS }) => endS >= window.fromS && startS <= window.toS);
}
