import { expect, test } from 'vitest';
import { loopStep } from '../../../src/player/chunk-loop.ts';
import { chunk } from '../export/sample-results.ts';

const chunks = [chunk(0, 3), chunk(1, 3), chunk(2, 3)];
const span = { startS: 1, endS: 2 };

test('inside the chunk nothing happens', () => {
  expect(loopStep(span, 1, true, chunks)).toEqual({ kind: 'stay' });
  expect(loopStep(span, 1.96, true, chunks)).toEqual({ kind: 'stay' });
});

test('played past its end, it starts again', () => {
  expect(loopStep(span, 2, true, chunks)).toEqual({ kind: 'again' });
  expect(loopStep(span, 2.08, true, chunks)).toEqual({ kind: 'again' });
});

test('who goes elsewhere loops the chunk there', () => {
  expect(loopStep(span, 0.4, true, chunks)).toEqual({ kind: 'other', span: { startS: 0, endS: 1 } });
  expect(loopStep(span, 2.6, true, chunks)).toEqual({ kind: 'other', span: { startS: 2, endS: 3 } });
  expect(loopStep(span, 2.04, false, chunks)).toEqual({ kind: 'other', span: { startS: 2, endS: 3 } });
  expect(loopStep(span, 9, false, chunks)).toEqual({ kind: 'other', span: null });
});
