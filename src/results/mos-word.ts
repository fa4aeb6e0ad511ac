/** The five steps of the ITU-T P.910 absolute category rating scale. */
export type MosWord = 'bad' | 'poor' | 'fair' | 'good' | 'excellent';

export const MOS_WORDS: readonly MosWord[] = ['bad', 'poor', 'fair', 'good', 'excellent'];

/** The word of the step nearest to `mos`; halfway between two steps it is the lower one. */
export function mosWord(mos: number): MosWord {
  if (mos <= 1.5) return 'bad';
  if (mos <= 2.5) return 'poor';
  if (mos <= 3.5) return 'fair';
  if (mos <= 4.5) return 'good';
  return 'excellent';
}
