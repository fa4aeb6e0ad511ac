import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { BLOCK_CHUNKS, chunksInMemory, KeptMaps } from '../../../src/maps/kept-maps.ts';
import { OverlayCanvas } from '../../../src/player/overlay-canvas.tsx';
import { diskBlob } from '../../../src/store/disk-blob.ts';
import { pageDatabase } from '../../../src/store/page-database.ts';
import { createPlayheadStore } from '../../../src/store/playhead-store.ts';
import { StoresProvider } from '../../../src/store/stores.tsx';
import type { Stores } from '../../../src/store/stores.tsx';
import { createViewStore } from '../../../src/store/view-store.ts';
import type { ChunkMaps, ChunkScore } from '../../../workers/scoring-types.ts';

const COUNT = 20_000;
const SIDE = 56;

const half = (right: boolean): Uint8Array => Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE >= SIDE / 2 === right ? 255 : 0));
const [LEFT, RIGHT] = [half(false), half(true)];

/** Maps as large as real ones, that look at the left or the right half by turns of a hundred chunks. */
function mapsOf(place: number): ChunkMaps {
  const map = Math.floor(place / 100) % 2 === 1 ? RIGHT : LEFT;
  return { saliency: { width: SIDE, height: SIDE, timesS: [place + 0.25, place + 0.75], maps: [map, map] }, cells: Array.from({ length: 49 }, () => 3 / 49) };
}

test('of five and a half hours a few minutes of maps are in memory, and one far back is shown once it is sought', async () => {
  const kept = new KeptMaps(diskBlob);
  for (let place = 0; place < COUNT; place += 1) kept.append(mapsOf(place));
  kept.seal();
  expect(chunksInMemory()).toBeLessThanOrEqual(6 * BLOCK_CHUNKS);
  const chunks = Array.from({ length: COUNT }, (_, index): ChunkScore => ({ index, startS: index, endS: index + 1, mos: 3, low: 2, high: 4, dimensions: {} }));

  const playhead = createPlayheadStore();
  playhead.setState({ durationS: COUNT });
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  // The other stores are not asked for.
  const stores = { playhead, view: createViewStore() } as Stores;
  root.render(createElement(StoresProvider, { value: stores }, createElement(OverlayCanvas, { chunks, maps: kept })));
  /** Which half is the more opaque one; null where nothing is drawn. */
  const looksAt = (): string | null => {
    const data = document.querySelector('canvas')?.getContext('2d')?.getImageData(0, 112, 224, 1).data;
    const [atLeft = 0, atRight = 0] = [data?.[4 * 20 + 3], data?.[4 * 200 + 3]];
    return atLeft === atRight ? null : atLeft > atRight ? 'left' : 'right';
  };
  try {
    for (const [place, wanted] of [[COUNT - 1, 'right'], [10, 'left'], [150, 'right'], [12_345, 'right'], [12_250, 'left'], [7, 'left']] as const) {
      playhead.getState().seek(place + 0.5);
      await vi.waitFor(() => expect(looksAt(), `chunk ${place}`).toBe(wanted));
    }
    expect(chunksInMemory()).toBeLessThanOrEqual(6 * BLOCK_CHUNKS);
  } finally {
    root.unmount();
  }
});

test('what goes to disk leaves no record, and stays where storage is refused', async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(60_000));
  const given = new Blob([bytes]);
  const kept = await diskBlob(given);
  expect(kept).not.toBe(given);
  expect(await (await pageDatabase()).count('spilled')).toBe(0);
  expect(new Uint8Array(await kept.arrayBuffer())).toEqual(bytes);

  (await pageDatabase()).close();
  expect(await diskBlob(given)).toBe(given);
});
