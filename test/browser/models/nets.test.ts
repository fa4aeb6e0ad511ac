import { afterEach, describe, expect, it } from 'vitest';
import { ENCODER_FEATURES, PIXEL_FILTERS } from '../../../models/architecture.ts';
import { startEngine, type Engine } from '../../../models/backend.ts';
import { cellShares } from '../../../models/cell-shares.ts';
import { goldenViews } from '../../../models/golden-input.ts';
import { memory } from '../../../models/tensors.ts';
import { trunkHash } from '../../../models/trunk.ts';
import { full224, golden64, shippedModel, TESTED_BACKENDS, worstDifference } from './parity-fixture.ts';

let engine: Engine | null = null;

afterEach(() => {
  engine?.model.dispose();
  engine = null;
  expect(memory().numTensors).toBe(0);
});

describe.each(TESTED_BACKENDS)('nets against Keras on %s', (backend) => {
  it('agrees at 64 px, with every intermediate', async () => {
    const fixture = await golden64();
    engine = await startEngine(await shippedModel(), backend);
    const outputs = await engine.model.run(goldenViews(fixture.seed, fixture.size), fixture.size);
    expect(worstDifference(outputs.features, fixture.features.values)).toBeLessThan(1e-3);
    expect(worstDifference(outputs.embedding, fixture.embedding.values)).toBeLessThan(1e-3);
    expect(worstDifference(outputs.dimensions, fixture.dimensions)).toBeLessThan(1e-3);
    expect(worstDifference(outputs.saliency.flatMap((map) => [...map]), fixture.saliency.values)).toBeLessThan(1e-5);
    expect(Math.abs(outputs.raw - fixture.raw)).toBeLessThan(1e-3);
    expect(Math.abs(outputs.spread - fixture.spread)).toBeLessThan(1e-3);

    // The same among others in one batch: no chunk may see into its neighbours.
    const others = [goldenViews(7, fixture.size), goldenViews(fixture.seed, fixture.size)];
    const [other, again] = await engine.model.runTogether(others, fixture.size);
    expect(Math.abs((again?.raw ?? NaN) - outputs.raw)).toBeLessThan(1e-5);
    expect(Math.abs((again?.spread ?? NaN) - outputs.spread)).toBeLessThan(1e-5);
    expect(worstDifference(again?.features ?? [], outputs.features)).toBeLessThan(1e-4);
    expect(worstDifference(again?.cellTerms ?? [], outputs.cellTerms)).toBeLessThan(1e-5);
    expect(worstDifference(other?.features ?? [], outputs.features)).toBeGreaterThan(0.1);
  });
});

it('a model of the architecture before scores as it did, and has dimensions of its own', async () => {
  const shipped = await shippedModel();
  const older = { ...shipped, header: { ...shipped.header, architecture: 'fovea-2' }, tensors: new Map([...shipped.tensors].filter(([name]) => !name.startsWith('head/pixels'))) };
  const views = goldenViews(5, 64);
  const said = [];
  for (const file of [shipped, older]) {
    engine = await startEngine(file, 'wasm');
    said.push(await engine.model.run(views, 64));
    engine.model.dispose();
  }
  const [now, before] = said;
  expect(before?.raw).toBe(now?.raw);
  expect([...(before?.features ?? [])]).toEqual([...(now?.features ?? [])]);
  expect(worstDifference(before?.dimensions ?? [], now?.dimensions ?? [])).toBeGreaterThan(0.01);
  expect(await trunkHash(older)).toBe(await trunkHash(shipped));
});

it('what compares frames is nothing for a photograph', async () => {
  engine = await startEngine(await shippedModel(), 'wasm');
  const views = goldenViews(3, 64);
  const [video, photograph] = [await engine.model.run(views, 64), await engine.model.run({ ...views, still: true }, 64)];
  const inTime = ENCODER_FEATURES + 5 * PIXEL_FILTERS;
  expect([...photograph.features.subarray(inTime)]).toEqual(new Array(9 * PIXEL_FILTERS).fill(0));
  expect(Math.min(...video.features.subarray(inTime).map(Math.abs))).toBeGreaterThan(0);
  expect([...photograph.features.subarray(ENCODER_FEATURES, inTime)]).toEqual([...video.features.subarray(ENCODER_FEATURES, inTime)]);
});

// Full size on SwiftShader takes minutes; the 64 px case above runs the same shaders.
describe.each(TESTED_BACKENDS.filter((name) => name === 'wasm'))('nets against Keras at full size on %s', (backend) => {
  it('agrees, and the cells add up to the score', async () => {
    const fixture = await full224();
    engine = await startEngine(await shippedModel(), backend);
    const outputs = await engine.model.run(goldenViews(fixture.seed, fixture.size), fixture.size);
    expect(Math.abs(outputs.raw - fixture.raw)).toBeLessThan(1e-3);
    expect(Math.abs(outputs.spread - fixture.spread)).toBeLessThan(1e-3);
    expect(worstDifference(outputs.dimensions, fixture.dimensions)).toBeLessThan(1e-3);
    expect(worstDifference(outputs.saliency.flatMap((map) => [...map]), fixture.saliency.values)).toBeLessThan(1e-5);
    const shares = cellShares(outputs);
    expect(shares.length).toBe(49);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(outputs.raw, 4);
    expect(outputs.cellWeights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });
});
