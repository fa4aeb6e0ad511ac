import { describe, expect, it } from 'vitest';
import { startEngine } from '../../../models/backend.ts';
import { FEATURE_LENGTH } from '../../../models/architecture.ts';
import { finetune } from '../../../models/finetune/finetune.ts';
import type { LabelledClip } from '../../../models/finetune/labelled-clip.ts';
import { spearman } from '../../../models/metrics/correlation.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import { readModelFile } from '../../../models/model-file.ts';
import { QualityModel, type ModelViews } from '../../../models/quality-model.ts';
import { memory } from '../../../models/tensors.ts';
import { expectSameBytes } from '../media/same-bytes.ts';
import { shippedModel } from '../models/parity-fixture.ts';
import { syntheticClip } from './synthetic-clip.ts';

/** The rule: noise is what counts, blur does not matter at all. The base model thinks otherwise. */
const label = (noise: number): number => 5 - 4 * noise;

describe('a taste that the base model does not have', () => {
  it('is learnt from 40 clips and holds on 20 unseen ones', { timeout: 300_000 }, async () => {
    const parent = await shippedModel();
    const engine = await startEngine(parent, 'wasm');
    const random = seededRandom(11);
    const clips: LabelledClip[] = [];
    const unseenViews: ModelViews[] = [];
    for (let i = 0; i < 60; i += 1) {
      const noise = random();
      const views = syntheticClip(i, random(), noise);
      if (i >= 40) unseenViews.push(views);
      const outputs = await engine.model.run(views);
      const localTerm = outputs.cellTerms.reduce((sum, term) => sum + term, 0);
      clips.push({ name: `clip ${i}`, label: label(noise), chunks: [{ features: outputs.features, localTerm, durationS: 1 }] });
    }
    const before = memory().numTensors;
    const options = { name: 'Noise hater', folds: 3, seed: 1 };
    const { model, report } = await finetune(parent, clips.slice(0, 40), options, () => Promise.resolve(), () => undefined);
    expect(memory().numTensors).toBe(before);
    const tuned = new QualityModel(await readModelFile(model));
    const unseen = clips.slice(40);
    const predicted: number[] = [];
    for (const views of unseenViews) predicted.push((await tuned.run(views)).raw);
    expect(spearman(predicted, unseen.map((clip) => clip.label))).toBeGreaterThanOrEqual(0.8);
    expect(report.after.srcc.value).toBeGreaterThan(report.before.srcc.value);
    expect(report.verdict).toBe('likely');
    tuned.dispose();

    engine.model.dispose();
  });

  it('gives the same bytes for the same seed', { timeout: 300_000 }, async () => {
    const parent = await shippedModel();
    const engine = await startEngine(parent, 'wasm');
    const random = seededRandom(3);
    const clips: LabelledClip[] = Array.from({ length: 24 }, (_, i) => {
      const label = 1 + 4 * random();
      return { name: `clip ${i}`, label, chunks: [{ features: Float32Array.from({ length: FEATURE_LENGTH }, () => label * random()), localTerm: 0, durationS: 1 }] };
    });
    const train = async (): Promise<Uint8Array> => {
      const { model } = await finetune(parent, clips, { name: 'Again', folds: 2, seed: 5 }, () => Promise.resolve(), () => undefined);
      return new Uint8Array(model);
    };
    expectSameBytes(await train(), await train());
    engine.model.dispose();
  });
});
