import type { ChunkMaps } from '../../workers/scoring-types.ts';

/**
 * The maps of some chunks in one piece of memory, as they lie on disk. In the byte order of the machine that writes and reads them: mark, count, then for each
 * chunk its width, height, maps and cells (uint32 each), its times and cells (float64), and its maps, up to a multiple of 8 bytes.
 */

/** Says what it is, and by its last digit in which version. */
const MARK = 0xf0_7e_a0_01;
const HEAD_BYTES = 8;
const CHUNK_HEAD_BYTES = 16;

const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

function chunkBytes({ saliency, cells }: ChunkMaps): number {
  const values = saliency.maps.reduce((sum, map) => sum + map.length, 0);
  return CHUNK_HEAD_BYTES + 8 * (saliency.maps.length + cells.length) + padded(values);
}

/** Packs chunks in their order. */
export function packMaps(chunks: readonly ChunkMaps[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + chunks.reduce((sum, chunk) => sum + chunkBytes(chunk), 0));
  new Uint32Array(bytes.buffer, 0, 2).set([MARK, chunks.length]);
  let at = HEAD_BYTES;
  for (const chunk of chunks) {
    const { width, height, timesS, maps } = chunk.saliency;
    new Uint32Array(bytes.buffer, at, 4).set([width, height, maps.length, chunk.cells.length]);
    const numbers = new Float64Array(bytes.buffer, at + CHUNK_HEAD_BYTES, maps.length + chunk.cells.length);
    numbers.set(timesS.slice(0, maps.length));
    numbers.set(chunk.cells, maps.length);
    let mapAt = at + CHUNK_HEAD_BYTES + numbers.byteLength;
    for (const map of maps) {
      bytes.set(map, mapAt);
      mapAt += map.length;
    }
    at += chunkBytes(chunk);
  }
  return bytes;
}

/** Reads what {@link packMaps} wrote; the maps are views into its memory. @throws RangeError for anything else. */
export function unpackMaps(buffer: ArrayBuffer): ChunkMaps[] {
  const [mark, count = 0] = new Uint32Array(buffer, 0, 2);
  if (mark !== MARK) throw new RangeError('These bytes are no maps.');
  let at = HEAD_BYTES;
  return Array.from({ length: count }, () => {
    const [width = 0, height = 0, mapCount = 0, cellCount = 0] = new Uint32Array(buffer, at, 4);
    const timesS = Array.from(new Float64Array(buffer, at + CHUNK_HEAD_BYTES, mapCount));
    const cells = Array.from(new Float64Array(buffer, at + CHUNK_HEAD_BYTES + 8 * mapCount, cellCount));
    const from = at + CHUNK_HEAD_BYTES + 8 * (mapCount + cellCount);
    const size = width * height;
    const maps = Array.from({ length: mapCount }, (_, i) => new Uint8Array(buffer, from + i * size, size));
    at = from + padded(mapCount * size);
    return { saliency: { width, height, timesS, maps }, cells };
  });
}
