import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEATURE_LENGTH } from '../../../models/architecture.ts';
import { startEngine, type Engine } from '../../../models/backend.ts';
import { videoOpinion } from '../../../models/calibration.ts';
import { crossValidate } from '../../../models/finetune/cross-validation.ts';
import { FineTuner } from '../../../models/finetune/fine-tuner.ts';
import { finetune, type FinetuneResult } from '../../../models/finetune/finetune.ts';
import type { LabelledClip } from '../../../models/finetune/labelled-clip.ts';
import { verdictOf } from '../../../models/finetune/verdict.ts';
import { clipInput, clipScaling, promptsAsInFile, type FusedClip } from '../../../models/fusion/clip-input.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import { readModelFile, type ModelFile } from '../../../models/model-file.ts';
import { QualityModel } from '../../../models/quality-model.ts';
import { trunkHash } from '../../../models/trunk.ts';
import { memory } from '../../../models/tensors.ts';
import { modelStorage } from '../../../src/models-library/model-storage.ts';
import { expectSameBytes } from '../media/same-bytes.ts';
import { shippedModel } from '../models/parity-fixture.ts';
import { sampleModel } from '../../unit/models-library/sample-model.ts';

let parent: ModelFile;
let engine: Engine;

beforeAll(async () => {
  parent = await shippedModel();
  engine = await startEngine(parent, 'wasm');
});

afterAll(() => engine.model.dispose());

const COUNT = 24;
const WIDTH = 24;

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from({ length: WIDTH }, (_, k) => (values[k] ?? 0) / length);
}

/** One pair along what CLIP is told of the label, one across it; opposite texts are as near to each other as CLIP's are. */
const CLIP: FusedClip = {
  clip: 'tiny/q8',
  pairs: [
    { name: 'Label', positive: 'good', negative: 'bad', positiveFeatures: unit([1, 0.03]), negativeFeatures: unit([1, -0.03]) },
    { name: 'Chance', positive: 'odd', negative: 'even', positiveFeatures: unit([1, 0, 0.03]), negativeFeatures: unit([1, 0, -0.03]) },
  ],
};

/** Clips whose quality features say nothing of their label. @param share of the label in what CLIP says; the rest is chance. */
function clips(share: number, seed: number): LabelledClip[] {
  const mean = parent.tensors.get('head/mean')?.values ?? new Float32Array();
  const scale = parent.tensors.get('head/scale')?.values ?? new Float32Array();
  const random = seededRandom(seed);
  return Array.from({ length: COUNT }, (_, i) => {
    const label = 1 + 4 * random();
    const told = share * (label - 3) + (1 - share) * 4 * (random() - 0.5);
    const chunk = {
      features: Float32Array.from({ length: FEATURE_LENGTH }, (__, k) => (mean[k] ?? 0) + (0.6 * (random() - 0.5)) / Math.max(1e-6, scale[k] ?? 1)),
      localTerm: 0,
      durationS: 1,
      // As CLIP's own: much in common, little that tells pictures apart, unit length.
      picture: unit(Array.from({ length: WIDTH }, (__, k) => (k === 0 ? 5 : k === 1 ? 0.5 * told : 0.2 * (random() - 0.5)))),
    };
    return { name: `clip ${i}`, label, chunks: [chunk] };
  });
}

const still = (): Promise<void> => Promise.resolve();

describe('fusing CLIP in', () => {
  let known: LabelledClip[];
  let result: FinetuneResult;

  beforeAll(async () => {
    known = clips(0.9, 4);
    const before = memory().numTensors;
    result = await finetune(parent, known, { name: 'Fused', folds: 2, seed: 1, fusion: CLIP }, still, () => undefined);
    expect(memory().numTensors).toBe(before);
  }, 300_000);

  it('is found to help where CLIP knows what the quality features do not', () => {
    const { report } = result;
    const { fusion } = report;
    expect(fusion).toMatchObject({ clip: 'tiny/q8', pairs: 2, verdict: 'likely' });
    expect(fusion?.fused.srcc.value).toBeGreaterThan(0.7);
    expect(fusion?.fused.srcc.value).toBeGreaterThan(report.after.srcc.value);
    expect(fusion?.fused.rmse.value).toBeLessThan(report.after.rmse.value);
    expect(fusion?.predicted).toHaveLength(COUNT);
    expect(fusion?.steps).toBeGreaterThan(0);
  });

  it('gives a model of its own: kept and read again, it says what it said when it was trained', { timeout: 300_000 }, async () => {
    if (result.fused === null) throw new Error('no fused model');
    await modelStorage.add(sampleModel({ id: 'fused-test', clip: 'tiny/q8' }), result.fused.file.slice(0));
    const stored = await modelStorage.file('fused-test');
    await modelStorage.remove('fused-test');
    if (stored === null) throw new Error('not kept');
    expectSameBytes(new Uint8Array(stored), new Uint8Array(result.fused.file));

    const file = await readModelFile(stored);
    expect(file.header).toMatchObject({
      name: 'Fused with CLIP', architecture: 'fovea-3+clip', parent: { name: parent.header.name },
      fusion: { clip: 'tiny/q8', width: WIDTH, pairs: [{ name: 'Label', positive: 'good', negative: 'bad' }, { name: 'Chance' }], parentCalibration: parent.header.calibration },
    });
    // One trunk: what is kept of a file serves parent and fused model alike.
    expect(await trunkHash(file)).toBe(await trunkHash(parent));
    const model = new QualityModel(file);
    const plain = new QualityModel(parent);
    try {
      expect(await model.goldenFault()).toBeNull();
      const all = known.map((_, i) => i);
      const { watched } = await new FineTuner(parent, known, promptsAsInFile(CLIP)).fit(all, all, result.report.fusion?.steps ?? 0, still, () => undefined, { keepWeights: true });
      for (const [i, { chunks: [chunk] }] of known.entries()) {
        if (chunk?.picture === undefined) throw new Error('no chunk');
        const { raw, spread, embedding } = await model.runHeads(chunk.features, new Float32Array(49));
        const fused = raw + (model.fusion?.residual(embedding, chunk.picture) ?? NaN);
        expect(videoOpinion(file.header.calibration, [{ raw: fused, spread, durationS: 1 }]).mos).toBeCloseTo(watched.at(-1)?.[i]?.mos ?? NaN, 5);
        // Without CLIP's features its nets say what the parent says.
        expect((await plain.runHeads(chunk.features, new Float32Array(49))).raw).toBe(raw);
      }
    } finally {
      model.dispose();
      plain.dispose();
    }
    await expect(finetune(file, known, { name: 'Again', folds: 2, seed: 1 }, still, () => undefined)).rejects.toThrow('cannot be tuned further');
  });

  it('is not called a help where CLIP says nothing of the labels', { timeout: 300_000 }, async () => {
    const labelled = clips(0, 9);
    const labels = labelled.map(({ label }) => label);
    const { before, after } = await crossValidate(new FineTuner(parent, labelled, CLIP), labelled, 2, 1, still, () => undefined);
    const plain = labelled.map((clip) => ({ ...clip, chunks: clip.chunks.map(({ features, localTerm, durationS }) => ({ features, localTerm, durationS })) }));
    expect(await new FineTuner(parent, plain).parentPredictions(labels.map((_, i) => i))).toEqual(before);
    // Against the scale alone: that is what a model can learn here.
    const scaled = labels.map(() => labels.reduce((sum, label) => sum + label, 0) / labels.length);
    expect(verdictOf(scaled, after.map(({ mos }) => mos), labels)).not.toBe('likely');
  });

  it('is left out when a clip was not looked at, and changes nothing of the tuned model', async () => {
    // Few clips: at most the scale is fitted, which is quick.
    const labelled = known.slice(0, 8);
    const [first] = labelled;
    const chunk = first?.chunks[0];
    if (first === undefined || chunk === undefined) throw new Error('no clip');
    const { features, localTerm, durationS } = chunk;
    const run = (some: readonly LabelledClip[]) => finetune(parent, some, { name: 'Fused', folds: 2, seed: 1, fusion: CLIP }, still, () => undefined);
    const without = await run([{ ...first, chunks: [{ features, localTerm, durationS }] }, ...labelled.slice(1)]);
    expect(without.report.fusion).toBeNull();
    expect(without.fused).toBeNull();
    const fused = await run(labelled);
    expect(fused.report.fusion).toMatchObject({ verdict: 'unknown', steps: null });
    // Nothing was trained: nothing of CLIP would be in it.
    expect(fused.fused).toBeNull();
    expect(fused.report.fusion?.predicted).toEqual(fused.report.clips.map(({ after }) => after));
    expect(fused.report.after).toEqual(without.report.after);
    expectSameBytes(new Uint8Array(fused.model), new Uint8Array(without.model));
  });
});

describe('what the fusion takes from CLIP', () => {
  const pictures = [1, 2, 3].map((k) => Float32Array.of(5, k));
  const pair = { name: 'Pair', positive: 'up', negative: 'down', positiveFeatures: Float32Array.of(0, 1), negativeFeatures: Float32Array.of(0, 1) };
  it('is centred and of unit size over the training clips, affinities from -1 to 1', () => {
    const scaling = clipScaling(pictures);
    expect([...scaling.centre]).toEqual([5, 2]);
    const rows = pictures.map((picture) => clipInput(picture, [pair, { ...pair, negativeFeatures: Float32Array.of(1, 0) }], scaling));
    expect(rows.map((row) => row[0])).toEqual([0, 0, 0]);
    expect(rows.reduce((sum, row) => sum + (row[0] ?? 0) ** 2 + (row[1] ?? 0) ** 2, 0) / 6).toBeCloseTo(1, 5);
    // The same text twice: neither is nearer. Far from the first text: all the way to the second.
    expect(rows.map((row) => row[2])).toEqual([0, 0, 0]);
    expect(rows.map((row) => row[3])).toEqual([-1, -1, -1]);
  });
  it('stays within bounds for a picture unlike all others, and with one picture', () => {
    expect([...clipInput(Float32Array.of(900, 2), [pair], clipScaling(pictures))]).toEqual([4, 0, 0]);
    const [only] = pictures;
    if (only === undefined) throw new Error('no picture');
    expect([...clipInput(only, [], clipScaling([only]))]).toEqual([0, 0]);
  });
});
