import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { KeptMaps } from '../maps/kept-maps.ts';
import type { StoredMaps } from '../maps/kept-maps.ts';
import { mapStems, saliencyPng } from './saliency-png.ts';

/** What the archive takes of a file. */
export interface MappedFile {
  readonly name: string;
  /** Of its chunks, in the order of `maps`. */
  readonly indices: readonly number[];
  readonly maps: StoredMaps;
}

/** The earliest time that a zip can hold: the same files make the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** A zip of one saliency PNG per chunk, in the names and bytes that the command line's `--maps` writes. Stored: a PNG is compressed already. @throws Error with one sentence where storage has lost maps. */
export async function mapsArchive(files: readonly MappedFile[]): Promise<Uint8Array<ArrayBuffer>> {
  const stems = mapStems(files.map(({ name }) => name));
  const entries: Zippable = {};
  for (const [i, { indices, maps }] of files.entries()) {
    let place = 0;
    for await (const { saliency } of KeptMaps.from(maps).all()) {
      entries[`${stems[i] ?? ''}-${indices[place] ?? place}.png`] = saliencyPng(saliency);
      place += 1;
    }
  }
  return zipSync(entries, { level: 0, mtime: NO_TIME });
}
