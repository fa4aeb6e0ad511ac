import { studentQuantile } from './metrics/student-t.ts';
import type { ModelHeader } from './model-file.ts';

/** From raw outputs to opinions: every constant comes from the model file. */

export type Calibration = ModelHeader['calibration'];

export interface Opinion {
  /** 1–5. */
  readonly mos: number;
  readonly low: number;
  readonly high: number;
}

const clip = (mos: number): number => Math.min(5, Math.max(1, mos));

function opinion(value: number, half: number): Opinion {
  const mos = clip(value);
  return { mos, low: Math.min(mos, clip(value - half)), high: Math.max(mos, clip(value + half)) };
}

/** The opinion of one chunk. @param raw the net's output. @param spread its σ in raw units. */
export function chunkOpinion(calibration: Calibration, raw: number, spread: number): Opinion {
  const { scale, offset, interval } = calibration;
  return opinion(scale * raw + offset, interval.chunkQuantile * scale * spread);
}

/** Outputs of one chunk that pooling needs; `durationS` is its weight. */
export interface PoolableChunk {
  readonly raw: number;
  readonly spread: number;
  readonly durationS: number;
}

/**
 * (1 − β)·mean + β·mean of the worst share, both weighted by duration. The chunk that straddles the share counts in part.
 * @throws RangeError without chunks.
 */
export function pool(values: readonly { readonly value: number; readonly weight: number }[], pooling: Calibration['pooling']): number {
  const total = values.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError('pooling needs at least one chunk');
  const mean = values.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
  let left = total * pooling.worstShare;
  let worst = 0;
  for (const { value, weight } of [...values].sort((a, b) => a.value - b.value)) {
    const taken = Math.min(left, weight);
    worst += value * taken;
    left -= taken;
    if (left <= 0) break;
  }
  return (1 - pooling.worstWeight) * mean + (pooling.worstWeight * worst) / (total * pooling.worstShare);
}

/**
 * Half width, in raw units, of the interval for the mean of a whole video of which only some chunks were scored: Student's t times the standard error of
 * a sample drawn without replacement (Cochran, Sampling Techniques, 1977, 2.5). Chunks spread evenly tell at least as much as chunks drawn by lot.
 * @returns Infinity for a single chunk: it does not say how much the others differ from it.
 */
function samplingHalf(chunks: readonly PoolableChunk[], shareSeen: number, level: number): number {
  if (shareSeen >= 1) return 0;
  const count = chunks.length;
  if (count < 2) return Infinity;
  const mean = chunks.reduce((sum, { raw }) => sum + raw, 0) / count;
  const variance = chunks.reduce((sum, { raw }) => sum + (raw - mean) ** 2, 0) / (count - 1);
  return studentQuantile(level, count - 1) * Math.sqrt((variance * (1 - shareSeen)) / count);
}

/**
 * The opinion of a video from its chunks.
 * @param shareSeen share of the video that was scored. What the rest may hold widens the interval: both halves add up as independent errors do.
 */
export function videoOpinion(calibration: Calibration, chunks: readonly PoolableChunk[], shareSeen = 1): Opinion {
  const { scale, offset, interval, pooling } = calibration;
  const raw = pool(chunks.map((chunk) => ({ value: chunk.raw, weight: chunk.durationS })), pooling);
  const spread = pool(chunks.map((chunk) => ({ value: chunk.spread, weight: chunk.durationS })), { worstShare: 1, worstWeight: 0 });
  return opinion(scale * raw + offset, scale * Math.hypot(interval.videoQuantile * spread, samplingHalf(chunks, shareSeen, interval.level)));
}
