import { describe, expect, test } from 'vitest';
import { explain, standOut, worstSpan } from '../../../src/explain/explanation.ts';
import { stretchCauses } from '../../../src/explain/stretch-causes.ts';
import { explanationSentence } from '../../../src/explain/sentence.ts';
import { chunk, ok } from '../export/sample-results.ts';

describe('what is to blame', () => {
  test('one dimension that lies half a step below the others', () => {
    expect(standOut({ sharpness: 4.2, noise: 4.4, compression: 2.6 })).toEqual(['compression']);
  });
  test('two that are alike and stand out together, the worse one first', () => {
    expect(standOut({ sharpness: 2.5, noise: 4.4, compression: 2.4, colour: 4.6 })).toEqual(['compression', 'sharpness']);
  });
  test('nothing when all are fine, all are equally bad, or none is known', () => {
    expect(standOut({ sharpness: 3.6, noise: 4.8 })).toEqual([]);
    expect(standOut({ sharpness: 2, noise: 2.1, compression: 2.2, flicker: 2.3 })).toEqual([]);
    expect(standOut({ sharpness: 2.6, noise: 2.9, compression: 4 })).toEqual([]);
    expect(standOut({})).toEqual([]);
    expect(standOut({ sharpness: Number.NaN, noise: 2 })).toEqual([]);
  });
});

describe('what is to blame for a stretch', () => {
  /** Good, then three chunks as given, then good again; a content that moves, so that fluency is never high. */
  const clip = (there: Readonly<Record<string, number>>) =>
    [3.8, 3.9, 3.8, 2.2, 2.3, 1.9, 4.5, 4.3].map((mos, i) => {
      const clean = { sharpness: 5, compression: 4.9, fluency: [2.9, 4.5, 3.9, 4, 4, 4, 5, 2.3][i] ?? 0 };
      return chunk(i, mos, i > 2 && i < 6 ? { ...clean, ...there } : clean);
    });
  const whole = { mos: 3.3, low: 2.4, high: 4.2 };
  test('what falls there, though something else is lower in the whole', () => {
    const dimensions = { sharpness: 4.3, compression: 3.6, fluency: 3.1 };
    expect(explain({ score: { ...whole, dimensions }, chunks: clip({ sharpness: 3.2, compression: 1.3, fluency: 1.8 }) })).toEqual({
      mos: 3.3, causes: ['compression'], worst: { startS: 3, endS: 6 },
    });
    expect(stretchCauses(clip({ sharpness: 1.4, compression: 1.2 }).slice(3, 6), clip({}).slice(0, 3))).toEqual(['compression', 'sharpness']);
  });
  test('what stands out in the whole where nothing falls there, or something else is far lower there', () => {
    const dimensions = { sharpness: 1.6, compression: 4.5, fluency: 3.7 };
    const blurry = clip({ compression: 3.4, fluency: 4 }).map((each) => ({ ...each, dimensions: { ...each.dimensions, sharpness: 1.6 } }));
    expect(explain({ score: { ...whole, dimensions }, chunks: blurry })?.causes).toEqual(['sharpness']);
  });
  test('nothing where all is the stretch, or as low in one chunk of five elsewhere', () => {
    const chunks = clip({ fluency: 2 });
    expect(stretchCauses(chunks.slice(3, 6), chunks.filter((_, i) => i < 3 || i > 5))).toEqual([]);
    expect(stretchCauses(chunks, [])).toEqual([]);
  });
});

describe('where it is worst', () => {
  const curve = (...values: number[]) => values.map((mos, i) => chunk(i, mos));
  test('the run around the lowest chunk that stays below the middle between it and the mean', () => {
    expect(worstSpan(curve(4, 4, 4, 2.2, 2, 2.3, 4, 4))).toEqual({ startS: 3, endS: 6 });
  });
  test('a run ends where chunks were left out', () => {
    expect(worstSpan([chunk(0, 4), chunk(2, 2), chunk(4, 2), chunk(6, 4), chunk(8, 4)])).toEqual({ startS: 2, endS: 3 });
  });
  test('an even video and a short one have none', () => {
    expect(worstSpan(curve(3, 3.1, 2.95, 3.05))).toBeNull();
    expect(worstSpan(curve(4, 1))).toBeNull();
  });
});

describe('the sentence', () => {
  test('names word, score, cause and span', () => {
    const chunks = Array.from({ length: 20 }, (_, i) => chunk(i, i >= 12 && i < 15 ? 1.8 : 3.1));
    const explanation = explain({ score: { mos: 2.9, low: 2.4, high: 3.4, dimensions: { compression: 2.5, noise: 4.1, sharpness: 3.8 } }, chunks });
    expect(explanation === null ? '' : explanationSentence(explanation)).toBe('Fair (2.9), mostly compression, worst from 0:12 to 0:15.');
  });
  test('leaves out what it does not know', () => {
    expect(explanationSentence({ mos: 4.62, causes: [], worst: null })).toBe('Excellent (4.6).');
    expect(explanationSentence({ mos: 2, causes: ['motion', 'noise'], worst: null })).toBe('Poor (2.0), mostly camera motion and noise.');
  });
  test('shows tenths for a span shorter than a second', () => {
    expect(explanationSentence({ mos: 2, causes: [], worst: { startS: 1.5, endS: 2 } })).toBe('Poor (2.0), worst from 0:01.5 to 0:02.0.');
  });
  test('a file without a score has none', () => {
    expect(explain({ ...ok, score: null })).toBeNull();
  });
});
