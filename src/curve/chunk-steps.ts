import type { ChunkScore } from '../../workers/scoring-types.ts';

const PAGE = 10;

/**
 * Where a key leads from a moment on a curve: arrows to the chunks beside, Page up and down ten further, Home and End to the first and last.
 * @param chunks in order of time.
 * @returns null for other keys, and where there are no chunks.
 */
export function chunkByKey(key: string, chunks: readonly ChunkScore[], timeS: number): ChunkScore | null {
  const at = chunks.findIndex(({ endS }) => timeS < endS - 1e-6);
  const now = at < 0 ? chunks.length - 1 : at;
  const target = {
    ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, PageUp: now + PAGE, PageDown: now - PAGE, Home: 0, End: chunks.length - 1,
  }[key];
  return target === undefined ? null : (chunks[Math.min(chunks.length - 1, Math.max(0, target))] ?? null);
}
