import { describe, expect, test } from 'vitest';
import { explain, standOut, worstSpan } from '../../../src/explain/explanation.ts';
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
