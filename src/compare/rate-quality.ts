import type { Entry } from '../store/entry.ts';

/** One encode in the plane of rate and quality. */
export interface RatePoint {
  readonly id: number;
  readonly name: string;
  /** Mean bit rate of the video track. */
  readonly kbps: number;
  readonly mos: number;
  readonly low: number;
  readonly high: number;
}

interface PlanePoint {
  readonly kbps: number;
  readonly mos: number;
}

/** Scored videos whose bit rate is known, the smallest first. */
export function ratePoints(entries: readonly Entry[]): RatePoint[] {
  return entries
    .flatMap(({ id, name, media, result }) => {
      const score = result?.score ?? null;
      return media === null || score === null || media.still || !(media.kbps > 0) ? [] : [{ id, name, kbps: media.kbps, mos: score.mos, low: score.low, high: score.high }];
    })
    .sort((a, b) => a.kbps - b.kbps || b.mos - a.mos);
}

/** Above 0 where the way from `o` over `a` to `b` turns left. */
function turn(o: PlanePoint, a: PlanePoint, b: PlanePoint): number {
  return (a.kbps - o.kbps) * (b.mos - o.mos) - (a.mos - o.mos) * (b.kbps - o.kbps);
}

/**
 * The encodes worth their bits: the upper convex hull of rate and quality, from the smallest rate to the best score. Every other encode is
 * matched or beaten by one of the hull or by switching between two of them.
 * Andrew's monotone chain (A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", 1979), its upper half on a linear rate axis.
 * @returns points of `points`, the smallest rate first.
 */
export function rateQualityHull<P extends PlanePoint>(points: readonly P[]): P[] {
  const sorted = [...points].sort((a, b) => a.kbps - b.kbps || b.mos - a.mos);
  const hull: P[] = [];
  for (const point of sorted) {
    const last = hull.at(-1);
    // More bits for no better score are never worth it; that also cuts the hull off behind the best score.
    if (last !== undefined && point.mos <= last.mos) continue;
    for (let top = hull.at(-1), below = hull.at(-2); top !== undefined && below !== undefined && turn(below, top, point) >= 0; top = hull.at(-1), below = hull.at(-2)) hull.pop();
    hull.push(point);
  }
  return hull;
}
