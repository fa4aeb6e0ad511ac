import { expect, test, vi } from 'vitest';
import { messages } from '../../../src/messages.ts';
import { BLOCK_CHUNKS, chunksInMemory, KeptMaps } from '../../../src/maps/kept-maps.ts';
import { packMaps, unpackMaps } from '../../../src/maps/maps-block.ts';
import type { ChunkMaps } from '../../../workers/scoring-types.ts';
import { chunk } from '../export/sample-results.ts';

/** Maps that tell their place. */
function mapsOf(place: number): ChunkMaps {
  return { saliency: { width: 3, height: 1, timesS: [place, place + 0.5], maps: [Uint8Array.of(place % 256, place >> 8, 255), Uint8Array.of(7, 8, 9)] }, cells: [place / 3, -1] };
}

const COUNT = 20_000;

test('what is packed comes back to the bit, whatever its size', () => {
  const chunks = [mapsOf(1), { saliency: { width: 0, height: 0, timesS: [], maps: [] }, cells: [] }, { saliency: chunk(0, 3).saliency, cells: chunk(0, 3).cells }, mapsOf(70_000)];
  expect(unpackMaps(packMaps(chunks).buffer)).toEqual(chunks);
  expect(() => unpackMaps(new ArrayBuffer(64))).toThrow(RangeError);
});

test('of a file of any length a few blocks are in memory, and each map is there once it was asked for', async () => {
  let spilled = 0;
  const kept = new KeptMaps((blob) => {
    spilled += 1;
    return Promise.resolve(blob.slice());
  });
  for (let place = 0; place < COUNT; place += 1) kept.append(mapsOf(place));
  kept.seal();
  expect(spilled).toBe(Math.ceil(COUNT / BLOCK_CHUNKS));
  expect(chunksInMemory()).toBeLessThanOrEqual(6 * BLOCK_CHUNKS);
  expect(kept.at(COUNT - 1)).toEqual(mapsOf(COUNT - 1));
  expect(kept.at(5)).toBeNull();
  await kept.ready(5);
  expect(kept.at(5)).toEqual(mapsOf(5));
  expect(kept.ready(6)).toBeNull();
  expect(chunksInMemory()).toBeLessThanOrEqual(6 * BLOCK_CHUNKS);
  expect(kept.largestCell).toBe((COUNT - 1) / 3);
});

test('played from the start, nothing is waited for after the first block', async () => {
  const kept = new KeptMaps();
  for (let place = 0; place < 10 * BLOCK_CHUNKS; place += 1) kept.append(mapsOf(place));
  await kept.ready(0);
  const last = 10 * BLOCK_CHUNKS - 1;
  for (let place = 1; place <= last; place += 1) {
    expect(kept.ready(place), `chunk ${place}`).toBeNull();
    // What is due in eight seconds and more is being read by now.
    await vi.waitFor(() => expect(kept.at(Math.min(last, place + 24))).not.toBeNull());
  }
});

test('a file goes to storage and back while it grows', async () => {
  const kept = new KeptMaps();
  for (let place = 0; place < BLOCK_CHUNKS + 3; place += 1) kept.append(mapsOf(place));
  const back = KeptMaps.from(structuredClone(kept.stored()));
  const places: ChunkMaps[] = [];
  for await (const maps of back.all()) places.push(maps);
  expect(places).toEqual(Array.from({ length: BLOCK_CHUNKS + 3 }, (_, place) => mapsOf(place)));
  expect(await back.load(BLOCK_CHUNKS)).toEqual(mapsOf(BLOCK_CHUNKS));
  expect(await back.load(BLOCK_CHUNKS + 3)).toBeNull();
  expect(back.largestCell).toBe(kept.largestCell);
});

test('maps that storage has lost are a sentence', async () => {
  const kept = KeptMaps.from({ blocks: [new Blob(['lost'])], largestCell: 1 });
  await expect(kept.load(0)).rejects.toThrow(messages.overlay.gone);
});
