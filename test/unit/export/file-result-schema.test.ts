import { expect, test } from 'vitest';
import { fileResultSchema } from '../../../src/export/file-result-schema.ts';
import { ok } from './sample-results.ts';

function wire(): unknown {
  return { ...ok, chunks: ok.chunks.map((chunk) => ({ ...chunk, saliency: { ...chunk.saliency, maps: [btoa('\u00ff')] } })) };
}

test('gives a result back with its maps as bytes', () => {
  expect(fileResultSchema.parse(JSON.parse(JSON.stringify(wire())))).toEqual(ok);
});

test('refuses what is not a result', () => {
  expect(fileResultSchema.safeParse({ ...ok, backend: 'abacus' }).success).toBe(false);
  expect(fileResultSchema.safeParse({ ...ok, score: { mos: '3' } }).success).toBe(false);
});
