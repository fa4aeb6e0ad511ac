import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend, startEngine } from '../../../models/backend.ts';
import { F5_FEATURES, F5_FEATURES_AT } from '../../../models/architecture.ts';
import { FineTuner, type Check } from '../../../models/finetune/fine-tuner.ts';
import { standardise } from '../../../models/finetune/head-network.ts';
import type { LabelledClip } from '../../../models/finetune/labelled-clip.ts';
import { disposeBatch, LastStage } from '../../../models/finetune/last-stage.ts';
import { lcgBytes } from '../../../models/golden-input.ts';
import { readModelFile, writeModelFile, type ModelFile } from '../../../models/model-file.ts';
import { QualityModel, type ChunkOutputs, type ModelViews } from '../../../models/quality-model.ts';
import { add, dispose, memory, mul, sum, tidy, variableGrads, type Scalar, type Tensor } from '../../../models/tensors.ts';
import { trunkHash } from '../../../models/trunk.ts';
import { shippedModel, worstDifference } from '../models/parity-fixture.ts';
import { expectGradients } from './expect-gradients.ts';

const SIZE = 64;
const STEP = 2e-3;
const CLIPS = 6;

/** Noise, of a strength that tells the clips apart. */
function views(seed: number): ModelViews {
  const { bytes } = lcgBytes(10 * SIZE * SIZE * 3, seed);
  const strength = 0.1 + 0.15 * seed;
  const faded = bytes.map((byte) => 128 + (byte - 128) * strength);
  return { global: faded.subarray(0, 2 * SIZE * SIZE * 3), fragments: faded.subarray(2 * SIZE * SIZE * 3) };
}

let parent: ModelFile;
let outputs: ChunkOutputs;
const clips: LabelledClip[] = [];

// On wasm: the encoders' shaders would take SwiftShader half a minute to compile, and nothing of them is tested here.
beforeAll(async () => {
  parent = await shippedModel();
  const { model } = await startEngine(parent, 'wasm');
  outputs = await model.run(views(0), SIZE);
  for (let i = 0; i < CLIPS; i += 1) {
    const chunk = { ...(await model.lastStageInput(views(i), SIZE)), durationS: 1 };
    // An order that the parent does not see in them.
    clips.push({ name: `clip ${i}`, label: 1 + 4 * ((i * 5) % CLIPS) / (CLIPS - 1), chunks: [chunk] });
  }
  model.dispose();
});

const stageInputs = () => clips.flatMap(({ chunks }) => chunks.flatMap(({ stage }) => (stage === undefined ? [] : [stage])));

describe.each(['wasm', 'webgpu'] as const)('the last stage of the encoder on %s', (backend) => {
  beforeAll(() => startBackend(backend));

  it('gives what the encoder gives, at the parent’s weights', async () => {
    const before = memory().numTensors;
    const stage = new LastStage(parent.tensors);
    const batch = stage.batch(stageInputs().slice(0, 1));
    const made = tidy(() => ({ ...stage.forward(batch) }));
    const values = (name: string): Float32Array => parent.tensors.get(name)?.values ?? new Float32Array();
    const expected = standardise(outputs.features, values('head/mean'), values('head/scale')).subarray(F5_FEATURES_AT, F5_FEATURES_AT + F5_FEATURES);
    // Half precision of what goes in.
    expect(worstDifference((await made.features.data<'float32'>()).subarray(0, F5_FEATURES), expected)).toBeLessThan(0.02);
    const local = (await made.local.data<'float32'>())[0] ?? NaN;
    expect(local).toBeCloseTo(outputs.cellTerms.reduce((total, term) => total + term, 0), 3);
    expect(clips[0]?.chunks[0]?.localTerm).toBeCloseTo(local, 3);
    dispose(made);
    disposeBatch(batch);
    stage.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('has gradients that agree with finite differences', async () => {
    const before = memory().numTensors;
    const stage = new LastStage(parent.tensors);
    const batch = stage.batch(stageInputs().slice(0, 1));
    const loss = (): Scalar => tidy(() => {
      const { features, local } = stage.forward(batch);
      return add(mul(sum(mul(features, features)), 1e-3), sum(mul(local, local))) as Scalar;
    });
    const { value, grads } = variableGrads(loss);
    expect(Object.keys(grads)).toHaveLength(9);
    await expectGradients(stage.variables, grads, loss, STEP);
    // A step down all of them at once lowers the loss.
    for (const one of stage.variables) {
      const moved = tidy(() => add(one, mul(grads[one.name] as Tensor, -1e-5)));
      one.assign(moved as Tensor);
      moved.dispose();
    }
    const lower = loss();
    expect((await lower.data())[0]).toBeLessThan((await value.data())[0] ?? NaN);
    disposeBatch(batch);
    dispose([value, lower, ...Object.values(grads)]);
    stage.dispose();
    expect(memory().numTensors).toBe(before);
  });
});

describe('training with the last stage', () => {
  // Twenty steps take SwiftShader a minute.
  beforeAll(() => startBackend('wasm'));

  it('learns, and the weights are those of a model file that says the same', async () => {
    const before = memory().numTensors;
    const all = clips.map((_, i) => i);
    const tuner = new FineTuner(parent, clips, 'stage');
    const checks: Check[] = [];
    const { losses, watched, weights, recalibration } = await tuner.fit(all, all, 20, () => Promise.resolve(), (check) => checks.push(check), { keepWeights: true });
    expect(memory().numTensors).toBe(before);
    expect(losses[1]).toBeLessThan(losses[0] ?? NaN);
    // Heard of while it trains: after ten steps, after twenty, and at the end.
    expect(checks.map(({ share, losses: known, validation }) => [share, known.length, validation.length])).toEqual([[10 / 21, 1, 2], [20 / 21, 2, 3], [1, 2, 3]]);
    expect(checks.at(-1)?.losses).toEqual(losses);
    const first = await tuner.parentPredictions(all);
    const { slope, intercept } = recalibration;
    // Before the first step the stage says what the parent says, on the new scale.
    first.forEach(({ mos }, i) => expect(watched[0]?.[i]?.mos).toBeCloseTo(Math.min(5, Math.max(1, slope * mos + intercept)), 1));

    const file = await readModelFile(await writeModelFile({ ...parent.header, name: 'Deep' }, new Map([...parent.tensors, ...(weights ?? [])])));
    expect(await trunkHash(file)).not.toBe(await trunkHash(parent));
    const changed = [...file.tensors].filter(([name, { values }]) => values.some((value, i) => value !== parent.tensors.get(name)?.values[i])).map(([name]) => name);
    expect(changed.filter((name) => name.startsWith('fragments/')).every((name) => /^fragments\/block1[23]\//.test(name))).toBe(true);
    expect(changed.filter((name) => !/^(fragments\/|head\/(dense|regressor))/.test(name))).toEqual([]);
    const model = new QualityModel(file);
    const { scale, offset } = parent.header.calibration;
    for (const i of all) {
      const { raw } = await model.run(views(i), SIZE);
      expect(Math.min(5, Math.max(1, slope * (scale * raw + offset) + intercept))).toBeCloseTo(watched.at(-1)?.[i]?.mos ?? NaN, 1);
    }
    model.dispose();
  });
});
