import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { mapStems, saliencyPng } from '../../../src/export/saliency-png.ts';

describe('saliency as PNG', () => {
  it('is the mean of the maps, stretched to 0–255', () => {
    const png = decode(saliencyPng({ width: 2, height: 2, timesS: [0, 1], maps: [Uint8Array.of(0, 100, 200, 255), Uint8Array.of(0, 50, 0, 145)] }));
    expect([png.width, png.height, png.channels, png.depth]).toEqual([2, 2, 1, 8]);
    // Means 0, 75, 100, 200; the highest becomes 255.
    expect([...png.data]).toEqual([0, 96, 128, 255]);
  });
});

describe('names of maps', () => {
  it('tells files of one stem apart, whatever their case', () => {
    expect(mapStems(['a.mp4', 'b.mov', 'A.webm', 'a.mkv', '.mp4'])).toEqual(['a', 'b', 'A-2', 'a-3', 'file']);
  });
});
