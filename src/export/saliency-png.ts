import { encode } from 'fast-png';
import type { SaliencyMaps } from '../../workers/scoring-types.ts';

/** The mean of a chunk's maps as an 8-bit greyscale PNG, stretched to 0–255. */
export function saliencyPng({ width, height, maps }: SaliencyMaps): Uint8Array {
  const mean = new Float64Array(width * height);
  for (const map of maps) for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] ?? 0) + (map[i] ?? 0) / maps.length;
  const highest = mean.reduce((most, value) => Math.max(most, value), 0);
  const data = Uint8Array.from(mean, (value) => (highest > 0 ? Math.round((value * 255) / highest) : 0));
  return encode({ width, height, data, channels: 1, depth: 8 });
}

/** Stems for map files, one per input: files that share a stem get the suffixes -2, -3 … */
export function mapStems(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const stem = name.replace(/\.[^.]+$/, '') || 'file';
    let candidate = stem;
    for (let n = 2; taken.has(candidate.toLowerCase()); n += 1) candidate = `${stem}-${n}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}
