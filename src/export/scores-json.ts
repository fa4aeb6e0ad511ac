import { explain } from '../explain/explanation.ts';
import { explanationSentence } from '../explain/sentence.ts';
import type { ChunkMaps, ChunkScore } from '../../workers/scoring-types.ts';
import type { ClipColumns, ExportedResult, ExportRow } from './exported-result.ts';

function rounded(value: number): number {
  return Number(value.toFixed(6));
}

function roundedAll(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)]));
}

/** CLIP's affinities by column; what it did not look at is left out. */
function affinities({ pairs }: ClipColumns, values: readonly (number | undefined)[]): Record<string, number> {
  return Object.fromEntries(pairs.flatMap(({ column }, i) => (values[i] === undefined ? [] : [[column, rounded(values[i])] as const])));
}

function summaryOf(result: ExportedResult): string | null {
  const explanation = explain(result);
  return explanation === null ? null : explanationSentence(explanation);
}

/**
 * Everything that is known of each file except the saliency maps, as indented JSON.
 * The wall time is left out, so that scoring a file twice writes the same bytes.
 */
export function scoresJson(rows: readonly ExportRow<ChunkScore & Pick<ChunkMaps, 'cells'>>[]): string {
  const files = rows.map(({ file, result, maps, clip }) => ({
    file,
    status: result.status,
    error: result.error,
    notes: result.notes,
    summary: summaryOf(result),
    score:
      result.score === null
        ? null
        : {
            mos: rounded(result.score.mos),
            low: rounded(result.score.low),
            high: rounded(result.score.high),
            dimensions: roundedAll(result.score.dimensions),
          },
    media: result.media,
    model: result.model,
    ...(result.fusedWith === undefined ? {} : { fusedWith: result.fusedWith }),
    ...(result.standsInFor === undefined ? {} : { standsInFor: result.standsInFor }),
    backend: result.backend,
    settings: result.settings,
    ...(clip === undefined ? {} : { clip: { model: clip.model, pairs: clip.pairs, means: affinities(clip, clip.means) } }),
    chunks: result.chunks.map((chunk, i) => ({
      chunk: chunk.index,
      startS: rounded(chunk.startS),
      endS: rounded(chunk.endS),
      mos: rounded(chunk.mos),
      low: rounded(chunk.low),
      high: rounded(chunk.high),
      dimensions: roundedAll(chunk.dimensions),
      cells: chunk.cells.map(rounded),
      ...(clip === undefined ? {} : { clip: affinities(clip, clip.chunks[i] ?? []) }),
    })),
    ...(maps === undefined ? {} : { maps }),
  }));
  return `${JSON.stringify({ format: 1, files }, null, 2)}\n`;
}
