import type { FileResult } from '../../workers/scoring-types.ts';
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

/** A result as plain JSON, its maps and CLIP's features as base64 where they are wanted; `fileResultSchema` turns it back. */
export function wireResult({ clip: id, ...result }: FileResult, { maps, clip: withClip }: WireParts): WireFileResult {
  return {
    ...result,
    ...(withClip && id !== undefined ? { clip: id } : {}),
    notes: [...result.notes],
    chunks: result.chunks.map(({ index, startS, endS, mos, low, high, dimensions, cells, saliency, clip }) => ({
      index, startS, endS, mos, low, high, dimensions,
      cells: [...cells],
      saliency: {
        width: saliency.width,
        height: saliency.height,
        timesS: maps ? [...saliency.timesS] : [],
        maps: maps ? saliency.maps.map(base64) : [],
      },
      ...(withClip && clip !== undefined ? { clip: base64(new Uint8Array(clip.buffer, clip.byteOffset, clip.byteLength)) } : {}),
    })),
  };
}
