import type { MediaInfo, PooledChunk } from './scoring-types.ts';

/** What a run over one file collects. */
export interface ScoringProgress {
  media: MediaInfo | null;
  error: string | null;
  shareSeen: number;
  key: string | null;
  /** Names the CLIP that has looked at chunks. */
  clip: string | null;
  readonly notes: string[];
  readonly scored: PooledChunk[];
}
