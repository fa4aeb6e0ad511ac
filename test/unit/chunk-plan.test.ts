import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planChunks, type PlannedChunk } from '../../workers/chunk-plan.ts';

/** Times of a constant frame rate. */
function steady(fps: number, seconds: number, from = 0): number[] {
  return Array.from({ length: Math.round(fps * seconds) }, (_, i) => from + i / fps);
}

function plan(timestampsS: readonly number[], lastEndS: number, chunkSeconds = 1, coverage: 'all' | number = 'all'): PlannedChunk[] {
  return planChunks({ timestampsS, lastEndS, chunkSeconds, coverage });
}

const spans = (chunks: readonly PlannedChunk[]): [number, number][] => chunks.map(({ startS, endS }) => [startS, endS]);
const frames = (chunks: readonly PlannedChunk[]): (readonly number[])[] => chunks.map((chunk) => chunk.frames);

describe('frames of a chunk', () => {
  it.each([
    [24, [2, 3, 8, 9, 14, 15, 20, 21]],
    [25, [2, 3, 8, 9, 15, 16, 21, 22]],
    [30, [3, 4, 10, 11, 18, 19, 25, 26]],
    [60, [6, 7, 21, 22, 36, 37, 51, 52]],
    [8, [0, 1, 2, 3, 4, 5, 6, 7]],
    [10, [0, 1, 3, 4, 5, 6, 8, 9]],
    [5, [0, 1, 1, 2, 2, 3, 3, 4]],
  ])('at %i fps are four neighbouring pairs in the middles of the quarters', (fps, expected) => {
    expect(frames(plan(steady(fps, 1), 1))).toEqual([expected]);
  });

  it('are the same in every chunk of a steady video', () => {
    const [first, second, third] = frames(plan(steady(25, 3), 3));
    expect(second).toEqual(first?.map((frame) => frame + 25));
    expect(third).toEqual(first?.map((frame) => frame + 50));
  });

  it('do not depend on a container that rounds to milliseconds', () => {
    for (const fps of [23.976, 24, 25, 29.97, 30, 50, 59.94, 60]) {
      const exact = steady(fps, 5);
      const rounded = exact.map((time) => Math.round(time * 1000) / 1000);
      expect(frames(plan(rounded, 5))).toEqual(frames(plan(exact, 5)));
    }
  });

  it('repeat the nearest ones where there are fewer than eight', () => {
    expect(frames(plan([0], 1))).toEqual([[0, 0, 0, 0, 0, 0, 0, 0]]);
    expect(frames(plan([0, 0.5], 1))).toEqual([[0, 0, 0, 0, 0, 1, 1, 1]]);
    expect(frames(plan([0, 0.3, 0.6], 1))).toEqual([[0, 0, 0, 1, 1, 2, 2, 2]]);
  });

  it('show a freeze as one: the frame on screen, twice', () => {
    const frozen = [...steady(25, 1), ...steady(25, 0.52, 3.6)];
    const chunks = plan(frozen, 4.12);
    expect(spans(chunks)).toEqual([[0, 1], [1, 2], [2, 3], [3, 4.12]]);
    expect(frames(chunks).slice(1)).toEqual([
      new Array(8).fill(24),
      new Array(8).fill(24),
      [24, 24, 24, 24, 26, 27, 33, 34],
    ]);
  });

  it('see a freeze in a part of a chunk', () => {
    const stutter = steady(25, 2).filter((time) => time < 0.3 || time >= 0.8);
    // Frames 0–7, then nothing until 0.8 s: the second and third quarter stand still but for the last change before.
    expect(frames(plan(stutter, 2))[0]).toEqual([2, 3, 6, 7, 7, 7, 9, 10]);
  });

  it('start from the frame that is on screen when the chunk begins', () => {
    // A slide show: frame 1 comes at 0.9 s and is on screen until 1.6 s.
    expect(frames(plan([0, 0.9, 1.6], 2))).toEqual([[0, 0, 0, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 2, 2, 2]]);
  });
});

describe('chunks', () => {
  it('share a video evenly; a rest of less than half belongs to its neighbour', () => {
    expect(spans(plan(steady(25, 2.48), 2.48))).toEqual([[0, 1], [1, 2.48]]);
    expect(spans(plan(steady(25, 2.52), 2.52))).toEqual([[0, 1], [1, 2], [2, 2.52]]);
    expect(spans(plan(steady(25, 2.5), 2.5))).toEqual([[0, 1], [1, 2], [2, 2.5]]);
    expect(spans(plan(steady(25, 3), 3))).toEqual([[0, 1], [1, 2], [2, 3]]);
  });

  it('are one for a clip shorter than one', () => {
    expect(spans(plan(steady(25, 0.32), 0.32))).toEqual([[0, 0.32]]);
    expect(frames(plan(steady(25, 0.32), 0.32))).toEqual([[0, 1, 2, 3, 4, 5, 6, 7]]);
    expect(spans(plan(steady(25, 0.96), 0.96))).toEqual([[0, 0.96]]);
    expect(spans(plan([0], 0))).toEqual([[0, 0]]);
  });

  it('have the length asked for', () => {
    expect(spans(plan(steady(25, 2), 2, 0.5))).toEqual([[0, 0.5], [0.5, 1], [1, 1.5], [1.5, 2]]);
    expect(spans(plan(steady(25, 9), 9, 4))).toEqual([[0, 4], [4, 9]]);
  });

  it('start at 0 whatever the first timestamp', () => {
    const expected = plan(steady(30, 2.2), 2.2);
    for (const from of [11.4, -0.02, -3, 90_000]) {
      const shifted = plan(steady(30, 2.2, from), 2.2 + from);
      expect(frames(shifted)).toEqual(frames(expected));
      shifted.forEach(({ startS, endS }, i) => {
        expect(startS).toBe(expected[i]?.startS);
        expect(endS).toBeCloseTo(expected[i]?.endS ?? NaN, 6);
      });
    }
  });

  it('can be some of all, spread evenly, under their own numbers', () => {
    const ten = steady(25, 10);
    expect(plan(ten, 10, 1, 1).map(({ index }) => index)).toEqual([5]);
    expect(plan(ten, 10, 1, 2).map(({ index }) => index)).toEqual([2, 7]);
    expect(plan(ten, 10, 1, 4).map(({ index }) => index)).toEqual([1, 3, 6, 8]);
    expect(plan(ten, 10, 1, 10)).toEqual(plan(ten, 10));
    expect(plan(ten, 10, 1, 99)).toEqual(plan(ten, 10));
    expect(plan(ten, 10, 1, 2)[1]).toEqual(plan(ten, 10)[7]);
  });

  it('are none without frames', () => {
    expect(plan([], 0)).toEqual([]);
  });

  it('refuse lengths and coverages that make no sense', () => {
    expect(() => plan([0], 1, 0)).toThrow(RangeError);
    expect(() => plan([0], 1, NaN)).toThrow(RangeError);
    expect(() => plan([0], 1, 1, 0)).toThrow(RangeError);
  });
});

describe('any video', () => {
  const gaps = fc.array(fc.oneof(fc.double({ min: 0.001, max: 0.2, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true })), { maxLength: 300 });
  const video = fc.record({
    gaps,
    fromS: fc.double({ min: -100, max: 100_000, noNaN: true }),
    lastS: fc.double({ min: 0, max: 3, noNaN: true }),
    chunkSeconds: fc.double({ min: 0.5, max: 4, noNaN: true }),
    coverage: fc.oneof(fc.constant('all' as const), fc.integer({ min: 1, max: 50 })),
  });
  const build = ({ gaps: steps, fromS, lastS, chunkSeconds, coverage }: { gaps: number[]; fromS: number; lastS: number; chunkSeconds: number; coverage: 'all' | number }) => {
    const times = [fromS];
    for (const step of steps) times.push((times.at(-1) ?? 0) + step);
    return { timestampsS: times, lastEndS: (times.at(-1) ?? 0) + lastS, chunkSeconds, coverage };
  };

  it('gets chunks that cover it without gap or overlap', () => {
    fc.assert(
      fc.property(video, (made) => {
        const input = { ...build(made), coverage: 'all' as const };
        const chunks = planChunks(input);
        expect(chunks[0]?.startS).toBe(0);
        expect(chunks.at(-1)?.endS).toBe(input.lastEndS - (input.timestampsS[0] ?? 0));
        chunks.forEach((chunk, i) => {
          expect(chunk.index).toBe(i);
          if (i > 0) expect(chunk.startS).toBeCloseTo(chunks[i - 1]?.endS ?? NaN, 9);
          if (chunks.length > 1) expect(chunk.endS - chunk.startS).toBeGreaterThanOrEqual(input.chunkSeconds / 2 - 0.002);
          expect(chunk.endS - chunk.startS).toBeLessThanOrEqual(input.chunkSeconds * 1.5);
        });
      }),
    );
  });

  it('gets eight frames a chunk, in order, that are on screen in it', () => {
    fc.assert(
      fc.property(video, (made) => {
        const input = build(made);
        const { timestampsS } = input;
        const origin = timestampsS[0] ?? 0;
        let before = 0;
        for (const { startS, endS, frames: picked } of planChunks(input)) {
          expect(picked).toHaveLength(8);
          for (const frame of picked) {
            expect(frame).toBeGreaterThanOrEqual(before);
            before = frame;
            expect(timestampsS[frame]).toBeDefined();
            expect((timestampsS[frame] ?? NaN) - origin).toBeLessThanOrEqual(endS);
            // Still on screen when the chunk begins: the next frame comes after that.
            expect((timestampsS[frame + 1] ?? Infinity) - origin).toBeGreaterThanOrEqual(startS - 0.002);
          }
          for (let pair = 0; pair < 8; pair += 2) expect((picked[pair + 1] ?? NaN) - (picked[pair] ?? NaN)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gets with N chunks the same chunks as with all', () => {
    fc.assert(
      fc.property(video, (made) => {
        const input = build(made);
        const all = planChunks({ ...input, coverage: 'all' });
        const some = planChunks(input);
        expect(some).toHaveLength(input.coverage === 'all' ? all.length : Math.min(all.length, input.coverage));
        for (const chunk of some) expect(chunk).toEqual(all[chunk.index]);
        expect(new Set(some.map(({ index }) => index)).size).toBe(some.length);
      }),
    );
  });
});
