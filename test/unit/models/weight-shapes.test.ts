import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import modelUrl from '../../../models/fovea-0.5.0/model.fovea?url';
import { startBackend } from '../../../models/backend.ts';
import { readModelFile, type ModelFile, type NamedTensor } from '../../../models/model-file.ts';
import { QualityModel } from '../../../models/quality-model.ts';
import { memory } from '../../../models/tensors.ts';

let shipped: ModelFile;
beforeAll(async () => {
  const bytes = await readFile(new URL(`../../..${modelUrl}`, import.meta.url));
  shipped = await readModelFile(Uint8Array.from(bytes).buffer);
  await startBackend('cpu');
});

/** The shipped model with other tensors, as a file would give them that is sound in itself. */
function changed(change: (tensors: Map<string, NamedTensor>) => void): ModelFile {
  const tensors = new Map(shipped.tensors);
  change(tensors);
  return { ...shipped, tensors };
}

/** One weight of every net. */
const PARTS = ['global/', 'saliency/', 'fragments/', 'head/mean', 'head/dense1', 'head/regressor2', 'head/dimensions3', 'head/local1'] as const;

function weightOf(part: string): [string, NamedTensor] {
  const found = [...shipped.tensors].find(([name, { shape }]) => name.startsWith(part) && shape.some((side) => side > 1));
  if (found === undefined) throw new Error(`The model has no ${part}.`);
  return found;
}

test.each(PARTS)('a weight of %s in another shape of the same size is refused by its name', (part) => {
  const [name, { shape, values }] = weightOf(part);
  const flat = changed((tensors) => tensors.set(name, { shape: [...shape, 1], values }));
  expect(() => new QualityModel(flat)).toThrow(`This model file is damaged: ${name} has the shape ${[...shape, 1].join('×')}, not ${shape.join('×')}.`);
});

test('a weight that is missing, and one that no net knows', () => {
  const [name] = weightOf('head/dense1');
  const without = changed((tensors) => tensors.delete(name));
  expect(() => new QualityModel(without)).toThrow(`This model file is damaged: ${name} is missing.`);
  const foreign = changed((tensors) => tensors.set('head/other', { shape: [1], values: Float32Array.of(1) }));
  expect(() => new QualityModel(foreign)).toThrow('This model file is damaged: head/other does not belong to its architecture.');
});

test('a refused model leaves no tensor behind', () => {
  const before = memory().numTensors;
  const [name] = weightOf('head/local1');
  const without = changed((tensors) => tensors.delete(name));
  expect(() => new QualityModel(without)).toThrow('is missing');
  expect(memory().numTensors).toBe(before);
});
