import { mean } from '../../models/metrics/mean.ts';
import type { ChunkScore, FileResult, VideoScore } from '../../workers/scoring-types.ts';

/** Which of two files is better, and how sure one may be. */
export type DifferenceVerdict = 'a-likely' | 'b-likely' | 'unclear' | 'none';

export interface MosDifference {
  /** MOS of B minus MOS of A. */
  readonly difference: number;
  /** Ends of the interval of the difference, at the level of the scores' own intervals (90%). */
  readonly low: number;
  readonly high: number;
  readonly verdict: DifferenceVerdict;
  /** Share of the error that both scores were taken to have in common, 0 to {@link MOST_SHARED}; above 0 only where chunks could be paired. */
  readonly shared: number;
  /** Chunks that were paired, 0 where they could not be. */
  readonly pairs: number;
}

/** Differences below this are rarely seen by people. */
const SEEN = 0.1;
/** Fewer pairs say nothing of how two curves go together. */
const LEAST_PAIRS = 8;
/** However alike two curves are, the scores keep half of their error variance to themselves: the shipped model's errors inside one content were never measured. */
export const MOST_SHARED = 0.5;
/** Half of a two-sided 90% interval in standard deviations. */
const NORMAL_90 = 1.645;
/** Chunks that begin and end within this are the same moment. Encoders move times by a frame. */
const SAME_MOMENT_S = 0.1;

/** Half the width of a score's interval. One end may lie on the scale's end, so the longer half counts. */
function halfWidth({ mos, low, high }: VideoScore): number {
  return Math.max(mos - low, high - mos);
}

function paired(a: readonly ChunkScore[], b: readonly ChunkScore[]): readonly (readonly [a: number, b: number])[] {
  const same = a.length === b.length && a.every((chunk, i) => {
    const other = b[i];
    return other !== undefined && Math.abs(chunk.startS - other.startS) <= SAME_MOMENT_S && Math.abs(chunk.endS - other.endS) <= SAME_MOMENT_S;
  });
  return same ? a.map(({ mos }, i) => [mos, b[i]?.mos ?? mos] as const) : [];
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** Lower end of the 90% interval of Pearson's correlation (Fisher's z); 0 for curves that do not move. */
function surelyCorrelated(pairs: readonly (readonly [number, number])[]): number {
  const a = pairs.map(([value]) => value);
  const b = pairs.map(([, value]) => value);
  const spread = Math.sqrt(variance(a) * variance(b));
  if (!(spread > 1e-9)) return 0;
  const [centreA, centreB] = [mean(a), mean(b)];
  const covariance = pairs.reduce((sum, [x, y]) => sum + (x - centreA) * (y - centreB), 0) / (pairs.length - 1);
  const r = Math.min(0.9999, covariance / spread);
  return Math.max(0, Math.tanh(Math.atanh(r) - NORMAL_90 / Math.sqrt(pairs.length - 3)));
}

/**
 * The difference of two MOS (B minus A) with its interval.
 *
 * Errors of two scores are taken as independent and normal: half widths add as the root of the sum of their squares. Two encodes of one source
 * share part of their error (what the net thinks of the content), which cancels in the difference. Whether they are that is read from the curves:
 * where all chunks lie at the same moments (±0.1 s) and there are eight at least, the lower 90% end of the correlation of the chunk scores, but 0.5 at
 * most, is taken as the shared part ρ, and the half width becomes √(1−ρ) of the independent one. That is an assumption on the safe side, not a
 * measurement. The interval is never narrower than the scatter of the paired chunk differences (1.645 standard errors of their mean).
 *
 * In words: *likely* where the interval leaves 0 out and the difference is one that people see (0.1 at least); *none* below 0.1; else *unclear*.
 * @returns null where a file has no score.
 */
export function mosDifference(a: FileResult, b: FileResult): MosDifference | null {
  if (a.score === null || b.score === null) return null;
  const difference = b.score.mos - a.score.mos;
  const pairs = paired(a.chunks, b.chunks);
  const usable = pairs.length >= LEAST_PAIRS;
  const shared = usable ? Math.min(MOST_SHARED, surelyCorrelated(pairs)) : 0;
  const scatter = usable ? NORMAL_90 * Math.sqrt(variance(pairs.map(([x, y]) => y - x)) / pairs.length) : 0;
  const half = Math.max(Math.hypot(halfWidth(a.score), halfWidth(b.score)) * Math.sqrt(1 - shared), scatter);
  const low = difference - half;
  const high = difference + half;
  const verdict = Math.abs(difference) < SEEN ? 'none' : low > 0 ? 'b-likely' : high < 0 ? 'a-likely' : 'unclear';
  return { difference, low, high, verdict, shared, pairs: usable ? pairs.length : 0 };
}

/** Whether two results come from one model and one way of sampling. Backends agree within 0.01 MOS, so they do not matter. */
export function scoredAlike(a: FileResult, b: FileResult): boolean {
  return a.model === b.model && a.settings.chunkSeconds === b.settings.chunkSeconds && a.settings.coverage === b.settings.coverage;
}
