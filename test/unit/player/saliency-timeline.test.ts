import { expect, test } from 'vitest';
import { chunkAt, SaliencyTimeline } from '../../../src/player/saliency-timeline.ts';
import type { MappedChunk } from '../../../workers/scoring-types.ts';
import { chunk } from '../export/sample-results.ts';

function mapped(index: number, first: number, second: number): MappedChunk {
  return {
    ...chunk(index, 3),
    saliency: { width: 2, height: 1, timesS: [index + 0.25, index + 0.75], maps: [Uint8Array.of(first, 255 - first), Uint8Array.of(second, 255 - second)] },
  };
}

const chunks = [mapped(0, 0, 100), mapped(1, 200, 0), mapped(5, 50, 50)];
const timeline = new SaliencyTimeline(chunks, (place) => chunks[place] ?? null);

test('mixes the two nearest maps, also across chunks', () => {
  expect([...(timeline.at(0.5)?.values ?? [])]).toEqual([50, 205]);
  expect([...(timeline.at(1)?.values ?? [])]).toEqual([150, 105]);
});

test('holds the first and the last map at the ends', () => {
  expect(timeline.at(0)?.values[0]).toBe(0);
  expect(timeline.at(5.99)?.values[0]).toBe(50);
});

test('shows nothing where nothing was scored', () => {
  expect(timeline.at(3)).toBeNull();
  expect(new SaliencyTimeline([], () => null).at(0)).toBeNull();
  expect(new SaliencyTimeline(chunks, () => null).at(0)).toBeNull();
});

test('finds the chunk at a moment; the last one keeps its end', () => {
  expect(chunkAt(chunks, 1)?.index).toBe(1);
  expect(chunkAt(chunks, 6)?.index).toBe(5);
  expect(chunkAt(chunks, 2.5)).toBeNull();
  expect(chunkAt(chunks, 9)).toBeNull();
});
