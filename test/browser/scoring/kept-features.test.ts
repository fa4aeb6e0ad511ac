import { beforeEach, expect, it, vi } from 'vitest';
import type { ModelFile } from '../../../models/model-file.ts';
import { EngineHost } from '../../../workers/engine-host.ts';
import { deleteFeatureDatabase } from '../../../workers/feature-database.ts';
import type { OpenMediaFile } from '../../../workers/media.ts';
import { openMediaFile } from '../../../workers/media/open-media.ts';
import { scoreFile } from '../../../workers/score-file.ts';
import { DEFAULT_SETTINGS, type ScoredFile } from '../../../workers/scoring-types.ts';
import { mediaFile } from '../media/fetch-media.ts';
import { shippedModel } from '../models/parity-fixture.ts';

/** What a raw score is raised by in the other model. */
const RAISED = 0.125;

/** The shipped model with another head: what fine-tuning makes. */
async function otherHead(): Promise<ModelFile> {
  const { header, tensors, ...file } = await shippedModel();
  const bias = tensors.get('head/regressor2/bias');
  if (bias === undefined) throw new Error('The head has no bias.');
  const values = Float32Array.of((bias.values[0] ?? NaN) + RAISED, bias.values[1] ?? NaN);
  const golden = { ...header.golden, raw: header.golden.raw + RAISED };
  return { ...file, header: { ...header, golden }, tensors: new Map(tensors).set('head/regressor2/bias', { ...bias, values }) };
}

interface Run {
  readonly result: ScoredFile;
  /** Whether the encoders ran, and how many chunks went through the heads alone. */
  readonly encoded: boolean;
  readonly judged: number;
  /** Chunks whose frames were decoded. */
  readonly decoded: number;
}

async function score(model: ModelFile): Promise<Run> {
  const host = await EngineHost.start(Promise.resolve(model), 'wasm');
  const encoding = vi.spyOn(host, 'run');
  const judging = vi.spyOn(host, 'runHeads');
  let decoded = 0;
  const open: OpenMediaFile = async (...parameters) => {
    const media = await openMediaFile(...parameters);
    return {
      ...media,
      async* views(...asked) {
        for await (const views of media.views(...asked)) {
          decoded += 1;
          yield views;
        }
      },
    };
  };
  try {
    const result = await scoreFile(host, open, await mediaFile('h264.mp4'), DEFAULT_SETTINGS, () => undefined, new AbortController().signal);
    return { result, encoded: encoding.mock.calls.length > 0, judged: judging.mock.calls.length, decoded };
  } finally {
    host.dispose();
  }
}

beforeEach(deleteFeatureDatabase);

it('another head scores a file again without decoding or encoding anything', async () => {
  const shipped = await shippedModel();
  const first = await score(shipped);
  expect(first).toMatchObject({ encoded: true, judged: 0, decoded: 3, result: { status: 'ok' } });
  const other = await score(await otherHead());
  expect(other).toMatchObject({ encoded: false, judged: 3, decoded: 0, result: { status: 'ok', featureKey: first.result.featureKey } });
  const { scale } = shipped.header.calibration;
  expect((other.result.score?.mos ?? NaN) - (first.result.score?.mos ?? NaN)).toBeCloseTo(scale * RAISED, 4);
});
