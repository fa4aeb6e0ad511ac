import type { FileResult } from '../../workers/scoring-types.ts';
import type { WireFileResult } from './file-result-schema.ts';

/** Bytes as base64 text. */
export function base64(bytes: Uint8Array): string {
  let letters = '';
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters);
}

/** A result as plain JSON, its maps as base64 where they are wanted; `fileResultSchema` turns it back. CLIP's features stay behind. */
export function wireResult(result: FileResult, maps: boolean): WireFileResult {
  return {
    ...result,
    notes: [...result.notes],
    chunks: result.chunks.map(({ index, startS, endS, mos, low, high, dimensions, cells, saliency }) => ({
      index, startS, endS, mos, low, high, dimensions,
      cells: [...cells],
      saliency: {
        width: saliency.width,
        height: saliency.height,
        timesS: maps ? [...saliency.timesS] : [],
        maps: maps ? saliency.maps.map(base64) : [],
      },
    })),
  };
}
