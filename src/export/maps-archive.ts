import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { mapStems, saliencyPng } from './saliency-png.ts';

/** What the archive takes of a file. */
export interface MappedFile {
  readonly name: string;
  readonly chunks: readonly Pick<ChunkScore, 'index' | 'saliency'>[];
}

/** The earliest time that a zip can hold: the same files make the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** A zip of one saliency PNG per chunk, in the names and bytes that the command line's `--maps` writes. Stored: a PNG is compressed already. */
export function mapsArchive(files: readonly MappedFile[]): Uint8Array<ArrayBuffer> {
  const stems = mapStems(files.map(({ name }) => name));
  const entries: Zippable = {};
  for (const [i, { chunks }] of files.entries()) {
    for (const { index, saliency } of chunks) entries[`${stems[i] ?? ''}-${index}.png`] = saliencyPng(saliency);
  }
  return zipSync(entries, { level: 0, mtime: NO_TIME });
}
