import type { ChunkMaps, ChunkScore, MappedChunk } from '../../workers/scoring-types.ts';

/** A chunk's score without its maps, which are kept elsewhere, and its maps. */
export function splitChunk({ index, startS, endS, mos, low, high, dimensions, clip, saliency, cells }: MappedChunk): { readonly chunk: ChunkScore; readonly maps: ChunkMaps } {
  return { chunk: { index, startS, endS, mos, low, high, dimensions, ...(clip === undefined ? {} : { clip }) }, maps: { saliency, cells } };
}
