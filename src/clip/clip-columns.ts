import type { ChunkScore } from '../../workers/scoring-types.ts';
import type { ClipColumns, ExportRow } from '../export/exported-result.ts';
import { affinityOf, meanAffinity } from './affinities.ts';
import type { TextFeatures } from './affinities.ts';
import { columnOf } from './prompt-pairs.ts';
import type { PromptPair } from './prompt-pairs.ts';

/** CLIP's answers as exports take them. */
function columns(model: string, chunks: readonly ChunkScore[], pairs: readonly PromptPair[], texts: TextFeatures): ClipColumns {
  return {
    model,
    pairs: pairs.map(({ name, positive, negative }) => ({ column: columnOf(name), positive, negative })),
    means: pairs.map((pair) => meanAffinity(chunks, pair, texts)),
    chunks: chunks.map((chunk) => pairs.map((pair) => affinityOf(chunk, pair, texts))),
  };
}

/** Adds CLIP's answers to the files that the CLIP in use has looked at. @param id names that CLIP; null while CLIP is off, which leaves the exports as they are. */
export function withClipColumns<Chunk extends ChunkScore>(rows: readonly ExportRow<Chunk>[], id: string | null, pairs: readonly PromptPair[], texts: TextFeatures): ExportRow<Chunk>[] {
  return rows.map((row) => (id === null || row.result.clip !== id ? row : { ...row, clip: columns(id, row.result.chunks, pairs, texts) }));
}
