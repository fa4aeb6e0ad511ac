import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEATURE_LENGTH } from '../../../models/architecture.ts';
import { startEngine, type Engine } from '../../../models/backend.ts';
import { clipInput, clipScaling } from '../../../models/finetune/clip-input.ts';
import { crossValidate } from '../../../models/finetune/cross-validation.ts';
import { FineTuner } from '../../../models/finetune/fine-tuner.ts';
import { finetune } from '../../../models/finetune/finetune.ts';
import type { LabelledClip } from '../../../models/finetune/labelled-clip.ts';
import { verdictOf } from '../../../models/finetune/verdict.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import type { ModelFile } from '../../../models/model-file.ts';
import { memory } from '../../../models/tensors.ts';
import { expectSameBytes } from '../media/same-bytes.ts';
import { shippedModel } from '../models/parity-fixture.ts';

let parent: ModelFile;
let engine: Engine;

beforeAll(async () => {
  parent = await shippedModel();
  engine = await startEngine(parent, 'wasm');
});

afterAll(() => engine.model.dispose());

const COUNT = 24;
const WIDTH = 24;

/** Clips whose quality features say nothing of their label. @param share of the label in what CLIP says; the rest is chance. */
function clips(share: number, seed: number): LabelledClip[] {
  const mean = parent.tensors.get('head/mean')?.values ?? new Float32Array();
  const scale = parent.tensors.get('head/scale')?.values ?? new Float32Array();
  const random = seededRandom(seed);
  return Array.from({ length: COUNT }, (_, i) => {
    const label = 1 + 4 * random();
    const told = share * (label - 3) + (1 - share) * 4 * (random() - 0.5);
    // As CLIP's own: much in common, little that tells pictures apart, unit length.
    const raw = Float32Array.from({ length: WIDTH }, (__, k) => (k === 0 ? 5 : k === 1 ? 0.5 * told : 0.2 * (random() - 0.5)));
    const length = Math.hypot(...raw);
    const chunk = {
      features: Float32Array.from({ length: FEATURE_LENGTH }, (__, k) => (mean[k] ?? 0) + (0.6 * (random() - 0.5)) / Math.max(1e-6, scale[k] ?? 1)),
      localTerm: 0,
      durationS: 1,
      clip: { picture: raw.map((value) => value / length), affinities: Float32Array.of(1 / (1 + Math.exp(-told)), random()) },
    };
    return { name: `clip ${i}`, label, chunks: [chunk] };
  });
}

const still = (): Promise<void> => Promise.resolve();

describe('fusing CLIP in', () => {
  it('is found to help where CLIP knows what the quality features do not', { timeout: 300_000 }, async () => {
    const before = memory().numTensors;
    const { report } = await finetune(parent, clips(0.9, 4), { name: 'Fused', folds: 2, seed: 1, clip: 'tiny/q8' }, still, () => undefined);
    expect(memory().numTensors).toBe(before);
    const { fusion } = report;
    expect(fusion).toMatchObject({ clip: 'tiny/q8', pairs: 2, verdict: 'likely' });
    expect(fusion?.fused.srcc.value).toBeGreaterThan(0.75);
    expect(fusion?.fused.rmse.value).toBeLessThan(report.after.rmse.value);
    expect(fusion?.predicted).toHaveLength(COUNT);
  });

  it('is not called a help where CLIP says nothing of the labels', { timeout: 300_000 }, async () => {
    const labelled = clips(0, 9);
    const labels = labelled.map(({ label }) => label);
    const { before, after } = await crossValidate(new FineTuner(parent, labelled, true), labelled, 2, 1, still, () => undefined);
    const plain = labelled.map((clip) => ({ ...clip, chunks: clip.chunks.map(({ features, localTerm, durationS }) => ({ features, localTerm, durationS })) }));
    expect(await new FineTuner(parent, plain).parentPredictions(labels.map((_, i) => i))).toEqual(before);
    // Against the scale alone: that is what a model can learn here.
    const scaled = labels.map(() => labels.reduce((sum, label) => sum + label, 0) / labels.length);
    expect(verdictOf(scaled, after.map(({ mos }) => mos), labels)).not.toBe('likely');
  });

  it('is left out when a clip was not looked at, and changes nothing of the model', async () => {
    // Few clips: only the scale is fitted, which is quick.
    const labelled = clips(0.9, 4).slice(0, 8);
    const [first] = labelled;
    const chunk = first?.chunks[0];
    if (first === undefined || chunk === undefined) throw new Error('no clip');
    const { features, localTerm, durationS } = chunk;
    const run = (some: readonly LabelledClip[]) => finetune(parent, some, { name: 'Fused', folds: 2, seed: 1, clip: 'tiny/q8' }, still, () => undefined);
    const without = await run([{ ...first, chunks: [{ features, localTerm, durationS }] }, ...labelled.slice(1)]);
    expect(without.report.fusion).toBeNull();
    const fused = await run(labelled);
    expect(fused.report.fusion?.verdict).toBe('unknown');
    expect(fused.report.fusion?.predicted).toEqual(fused.report.clips.map(({ after }) => after));
    expect(fused.report.after).toEqual(without.report.after);
    expectSameBytes(new Uint8Array(fused.model), new Uint8Array(without.model));
  });
});

describe('what the fusion takes from CLIP', () => {
  const answers = [1, 2, 3].map((k) => ({ picture: Float32Array.of(5, k), affinities: Float32Array.of(k / 4) }));
  it('is centred and of unit size over the training clips, affinities from -1 to 1', () => {
    const scaling = clipScaling(answers);
    expect([...scaling.mean]).toEqual([5, 2]);
    const rows = answers.map((answer) => clipInput(answer, scaling));
    expect(rows.map((row) => row[0])).toEqual([0, 0, 0]);
    expect(rows.reduce((sum, row) => sum + (row[0] ?? 0) ** 2 + (row[1] ?? 0) ** 2, 0) / 6).toBeCloseTo(1, 5);
    expect(rows.map((row) => row[2])).toEqual([-0.5, 0, 0.5]);
  });
  it('stays within bounds for a picture unlike all others, and with one picture', () => {
    expect([...clipInput({ picture: Float32Array.of(900, 2), affinities: Float32Array.of(1) }, clipScaling(answers))]).toEqual([4, 0, 1]);
    const [only] = answers;
    if (only === undefined) throw new Error('no answer');
    expect([...clipInput(only, clipScaling([only]))]).toEqual([0, 0, -0.5]);
  });
});
