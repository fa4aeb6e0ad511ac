import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEngine } from '../../../models/backend.ts';
import type { QualityModel } from '../../../models/quality-model.ts';
import { trunkHash } from '../../../models/trunk.ts';
import { contentHash } from '../../../workers/content-hash.ts';
import { chunksPerFile, deepClips } from '../../../workers/deep-clips.ts';
import { readFeatures } from '../../../workers/feature-cache.ts';
import { deleteFeatureDatabase } from '../../../workers/feature-database.ts';
import { featureKey, keyUnderTrunk } from '../../../workers/feature-key.ts';
import type { LabelledFile } from '../../../workers/finetune-service.ts';
import { headClips } from '../../../workers/head-clips.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import { mediaFile, readAll } from '../media/fetch-media.ts';
import { shippedModel } from '../models/parity-fixture.ts';

let model: QualityModel;
let trunk: string;
let files: readonly LabelledFile[];
let opened = 0;
const shares: number[] = [];

const open: typeof openMediaFile = (...args) => {
  opened += 1;
  return openMediaFile(...args);
};
const pace = (): Promise<void> => Promise.resolve();
const onShare = (share: number): void => void shares.push(share);
const signal = new AbortController().signal;

async function labelled(name: 'tiny.mp4' | 'text.mp4', label: number): Promise<LabelledFile> {
  const file = await mediaFile(name);
  // As if it had last been scored with another encoder.
  return { name, label, file, chunkSeconds: 1, featureKey: featureKey(await contentHash(file), 'f'.repeat(64), { chunkSeconds: 1, coverage: 'all' }) };
}

beforeAll(async () => {
  await deleteFeatureDatabase();
  const parent = await shippedModel();
  ({ model } = await startEngine(parent, 'wasm'));
  trunk = await trunkHash(parent);
  files = [await labelled('tiny.mp4', 4), await labelled('text.mp4', 2)];
});

afterAll(() => model.dispose());

it('what the last stage reads of a file is decoded once, and a file that cannot be read takes no part', async () => {
  const load = () => deepClips(model, open, files, trunk, signal, pace, onShare);
  const { clips, missing } = await load();
  expect(missing).toEqual(['text.mp4']);
  expect(clips.map(({ name, label }) => [name, label])).toEqual([['tiny.mp4', 4]]);
  expect(shares.at(-1)).toBe(1);
  const { chunks: decoded } = await readAll(files[0]?.file ?? new File([], ''), 4);
  const chunks = clips[0]?.chunks ?? [];
  expect(chunks).toHaveLength(decoded.length);
  const [views] = decoded;
  if (views === undefined) throw new Error('no chunk');
  const outputs = await model.run(views);
  expect(chunks[0]?.features).toEqual(outputs.features);
  expect(chunks[0]?.localTerm).toBeCloseTo(outputs.cellTerms.reduce((sum, term) => sum + term, 0), 5);
  expect(chunks[0]?.stage).toMatchObject({ f4: { length: 2 * 14 * 14 * 256 }, g4: { length: 2 * 7 * 7 * 320 }, cells: { length: 98 } });

  const before = opened;
  expect((await load()).clips).toEqual(clips);
  // The bad one alone.
  expect(opened).toBe(before + 1);
});

it('features that are not kept are made again of the file, once', async () => {
  const load = () => headClips(model, open, files, trunk, null, signal, pace, onShare);
  opened = 0;
  shares.length = 0;
  const { clips, missing } = await load();
  expect(missing).toEqual(['text.mp4']);
  expect(shares).toEqual([0.5]);
  expect(opened).toBe(2);
  const kept = await readFeatures(keyUnderTrunk(files[0]?.featureKey ?? '', trunk));
  expect(kept).toMatchObject({ media: { width: 64, height: 48 }, notes: [], shareSeen: 1, chunks: { length: 1 } });
  expect(clips[0]?.chunks.map(({ features }) => features)).toEqual(kept?.chunks.map(({ features }) => features));
  expect((await load()).clips).toEqual(clips);
  // The bad one alone.
  expect(opened).toBe(3);
});

it('files share what memory there is', () => {
  expect([20, 200, 201, 400, 800].map(chunksPerFile)).toEqual([4, 4, 3, 2, 1]);
  expect(() => chunksPerFile(801)).toThrow(/800 labelled clips at most/);
});
