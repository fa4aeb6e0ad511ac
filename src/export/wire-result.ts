import type { ChunkMaps, FileResult } from '../../workers/scoring-types.ts';
import { splitChunk } from '../maps/split-chunk.ts';
import { KeptMaps } from '../maps/kept-maps.ts';
import type { StoredMaps } from '../maps/kept-maps.ts';
import type { MappedResult } from './exported-result.ts';
import type { WireFileResult } from './file-result-schema.ts';

/** Bytes as base64 text. */
export function base64(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** What is as large as all the rest of a result, and is taken along only where it is wanted. */
export interface WireParts {
  readonly maps: boolean;
  /** CLIP's features, from which the affinity to any prompt follows. */
  readonly clip: boolean;
}

const NO_MAPS: ChunkMaps = { saliency: { width: 0, height: 0, timesS: [], maps: [] }, cells: [] };

/**
 * A result as plain JSON, its maps and CLIP's features as base64 where they are wanted; `fileResultSchema` turns it back.
 * @throws Error with one sentence where storage has lost the maps.
 */
export async function wireResult({ clip: id, ...result }: FileResult, kept: KeptMaps, { maps, clip: withClip }: WireParts): Promise<WireFileResult> {
  const mapped = kept.all();
  const chunks: WireFileResult['chunks'] = [];
  for (const { index, startS, endS, mos, low, high, dimensions, clip } of result.chunks) {
    const { saliency, cells } = (await mapped.next()).value ?? NO_MAPS;
    chunks.push({
      index, startS, endS, mos, low, high, dimensions,
      cells: [...cells],
      saliency: {
        width: saliency.width,
        height: saliency.height,
        timesS: maps ? [...saliency.timesS] : [],
        maps: maps ? saliency.maps.map(base64) : [],
      },
      ...(withClip && clip !== undefined ? { clip: base64(new Uint8Array(clip.buffer, clip.byteOffset, clip.byteLength)) } : {}),
    });
  }
  return { ...result, ...(withClip && id !== undefined ? { clip: id } : {}), notes: [...result.notes], chunks };
}

/** A result that came with its maps, and these apart from it. */
export function withoutMaps(result: MappedResult): { readonly result: FileResult; readonly maps: StoredMaps } {
  const split = result.chunks.map(splitChunk);
  return { result: { ...result, chunks: split.map(({ chunk }) => chunk) }, maps: KeptMaps.of(split.map(({ maps }) => maps)).stored() };
}
