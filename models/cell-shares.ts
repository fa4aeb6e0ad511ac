import type { ChunkOutputs } from './quality-model.ts';

/** Share of every cell of the 7×7 grid in a chunk's raw score, row by row; they add up to it exactly. */
export function cellShares({ raw, cellWeights, cellTerms }: Pick<ChunkOutputs, 'raw' | 'cellWeights' | 'cellTerms'>): Float64Array {
  const globalTerm = raw - cellTerms.reduce((sum, term) => sum + term, 0);
  return Float64Array.from(cellTerms, (term, i) => term + globalTerm * (cellWeights[i] ?? 0));
}
