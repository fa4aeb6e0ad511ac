import { beforeAll, describe, expect, it } from 'vitest';
import type { BackendName } from '../../../models/backend-name.ts';
import { startBackend } from '../../../models/backend.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import { conv3d, packConv3dKernel, packConv3dPairKernel } from '../../../models/ops/conv3d.ts';
import { conv3dTranspose, packConv3dTransposeKernel, packConv3dTransposePairKernel } from '../../../models/ops/conv3d-transpose.ts';
import { pooledStatistics } from '../../../models/ops/statistics.ts';
import { temporalDepthwise } from '../../../models/ops/temporal-depthwise.ts';
import { memory, tensor, tensor1d, tensor4d, tidy, type Tensor4D } from '../../../models/tensors.ts';
import { operatorCase, TESTED_BACKENDS, worstDifference, type FixtureArray } from './parity-fixture.ts';

const rank4 = ({ values, shape }: FixtureArray): Tensor4D => tensor(values, shape.slice(-4) as [number, number, number, number]) as Tensor4D;
const five = ({ shape }: FixtureArray): [3, number, number, number, number] => {
  const [, kh = 0, kw = 0, input = 0, output = 0] = shape;
  return [3, kh, kw, input, output];
};

describe.each(TESTED_BACKENDS)('operators against Keras on %s', (backend: BackendName) => {
  beforeAll(() => startBackend(backend));

  it.each(['conv3d', 'conv3d-one-frame'])('%s', async (name) => {
    const { input, output, weight } = await operatorCase(name);
    const y = tidy(() => conv3d(rank4(input), packConv3dKernel(weight('kernel').values, five(weight('kernel'))), tensor1d(weight('bias').values)));
    expect(worstDifference(await y.data(), output.values)).toBeLessThan(1e-4);
    y.dispose();
  });

  it('conv3d-transpose', async () => {
    const { input, output, weight } = await operatorCase('conv3d-transpose');
    const [, , , cout, cin] = five(weight('kernel'));
    const y = tidy(() => conv3dTranspose(rank4(input), packConv3dTransposeKernel(weight('kernel').values, [3, 4, 4, cout, cin])));
    expect(y.shape).toEqual(output.shape.slice(-4));
    expect(worstDifference(await y.data(), output.values)).toBeLessThan(1e-4);
    y.dispose();
  });

  it('two frames side by side are convolved as three shifted copies are, chunk by chunk', async () => {
    const random = seededRandom(11);
    const values = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5);
    const [input, output] = [5, 3];
    const [kernel, upKernel] = [values(27 * input * output), values(48 * input * output)];
    const [shape, upShape] = [[3, 3, 3, input, output], [3, 4, 4, output, input]] as const;
    const x = tensor4d(values(4 * 6 * 7 * input), [4, 6, 7, input]);
    const bias = values(output);
    const [copies, pairs, upCopies, upPairs] = tidy(() => [
      conv3d(x, packConv3dKernel(kernel, shape), tensor1d(bias), 2),
      conv3d(x, packConv3dKernel(kernel, shape), tensor1d(bias), 2, { kernel: packConv3dPairKernel(kernel, shape), bias: tensor1d([...bias, ...bias]) }),
      conv3dTranspose(x, packConv3dTransposeKernel(upKernel, upShape), 2),
      conv3dTranspose(x, packConv3dTransposeKernel(upKernel, upShape), 2, null, 'linear', packConv3dTransposePairKernel(upKernel, upShape)),
    ]);
    for (const [expected, found] of [[copies, pairs], [upCopies, upPairs]] as const) {
      expect(found.shape).toEqual(expected.shape);
      expect(worstDifference(await found.data(), await expected.data<'float32'>())).toBeLessThan(1e-5);
    }
    for (const held of [x, copies, pairs, upCopies, upPairs]) held.dispose();
  });

  it.each([['temporal-stride1', 1], ['temporal-stride2', 2]] as const)('%s', async (name, stride) => {
    const { input, output, weight } = await operatorCase(name);
    const { values, shape } = weight('kernel');
    const y = tidy(() => temporalDepthwise(rank4(input), tensor4d(values, [3, 1, shape.at(-1) ?? 0, 1]), stride));
    expect(worstDifference(await y.data(), output.values)).toBeLessThan(1e-5);
    y.dispose();
  });

  it('pooled statistics', async () => {
    const { input, output, weight } = await operatorCase('pooled');
    const saliency = weight('saliency').values;
    const total = saliency.reduce((a, b) => a + b, 0);
    const [frames = 0, height = 0, width = 0] = input.shape;
    const weights = saliency.map((value) => value / total);
    const y = tidy(() => pooledStatistics(rank4(input), tensor4d(weights, [frames, height, width, 1])));
    expect(worstDifference(await y.data(), output.values)).toBeLessThan(1e-4);
    y.dispose();
  });

  it('leaves no tensor behind', () => {
    expect(memory().numTensors).toBe(0);
  });
});
