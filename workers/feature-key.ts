import type { ScoringSettings } from './scoring-types.ts';

/** Key of a file's features under a trunk (models/trunk.ts) and sampling. */
export function featureKey(contentHash: string, trunk: string, settings: Pick<ScoringSettings, 'chunkSeconds' | 'coverage'>): string {
  return `${contentHash}:${trunk.slice(0, 16)}:${settings.chunkSeconds}:${settings.coverage}`;
}

/** The key under which another trunk's features of the same file and sampling are kept. */
export function keyUnderTrunk(key: string, trunk: string): string {
  const [contentHash = '', , ...sampling] = key.split(':');
  return [contentHash, trunk.slice(0, 16), ...sampling].join(':');
}

/** The content that a key speaks of, as `contentHash` names it. */
export function contentOfKey(key: string): string {
  return key.split(':')[0] ?? '';
}

/** The sampling that a key speaks of. */
export function samplingOfKey(key: string): Pick<ScoringSettings, 'chunkSeconds' | 'coverage'> {
  const [chunkSeconds, coverage] = key.split(':').slice(2);
  return { chunkSeconds: Number(chunkSeconds), coverage: coverage === 'all' ? coverage : Number(coverage) };
}

/** Whether a key names what this trunk made of a file. */
export function isOfTrunk(key: string, trunk: string): boolean {
  return key === keyUnderTrunk(key, trunk);
}
