import type { SaliencyMaps } from './scoring-types.ts';

/** The net's distributions as 8-bit maps: every map is scaled so that its highest value is 255. */
export function saliencyMaps(distributions: readonly Float32Array[], side: number, timesS: readonly number[]): SaliencyMaps {
  const maps = distributions.map((values) => {
    const highest = values.reduce((most, value) => Math.max(most, value), 0);
    const factor = highest > 0 ? 255 / highest : 0;
    return Uint8Array.from(values, (value) => Math.round(value * factor));
  });
  return { width: side, height: side, timesS, maps };
}
