import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../models/backend.ts';
import { disposeRows, HeadNetwork } from '../../../models/finetune/head-network.ts';
import { contrastiveLoss, huberLoss, rankLoss } from '../../../models/finetune/losses.ts';
import { spanOf } from '../../../models/finetune/span.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import { FEATURE_LENGTH } from '../../../models/architecture.ts';
import { add, dispose, memory, mul, reshape, slice, tensor1d, tidy, variableGrads, type Scalar, type Tensor, type Tensor1D } from '../../../models/tensors.ts';
import { shippedModel } from '../models/parity-fixture.ts';

const CLIPS = 6;
const STEP = 3e-3;

describe.each(['wasm', 'webgpu'] as const)('gradients of the head on %s', (backend) => {
  beforeAll(() => startBackend(backend));

  it('agree with finite differences', async () => {
    const { tensors } = await shippedModel();
    const random = seededRandom(5);
    const rows = Array.from({ length: CLIPS }, () => Float32Array.from({ length: FEATURE_LENGTH }, () => 2 * random() - 1));
    const before = memory().numTensors;
    const network = new HeadNetwork(tensors, spanOf(rows));
    const projected = network.project(rows);
    const labels = tensor1d([1.2, 2.4, 2.9, 3.3, 4.1, 4.8]);
    const loss = (): Scalar => tidy(() => {
      const { embedding, regressed } = network.forward(projected);
      const predicted = reshape(slice(regressed, [0, 0], [-1, 1]), [CLIPS]) as Tensor1D;
      return add(add(huberLoss(predicted, labels), rankLoss(predicted, labels)), mul(contrastiveLoss(embedding, labels), 0.2)) as Scalar;
    });
    const { value, grads } = variableGrads(loss);
    for (const [index, one] of network.variables.entries()) {
      const gradient = await (grads[one.name] as Tensor).data<'float32'>();
      // Along the gradient itself: the largest change there is, so that single precision does not drown it.
      const length = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
      expect(length, `variable ${index}`).toBeGreaterThan(0);
      const start = one.clone();
      const at = async (distance: number): Promise<number> => {
        const moved = tidy(() => add(start, mul(grads[one.name] as Tensor, distance / length)));
        one.assign(moved as Tensor);
        const result = loss();
        const number = (await result.data())[0] ?? NaN;
        dispose([moved, result]);
        return number;
      };
      const numeric = ((await at(STEP)) - (await at(-STEP))) / (2 * STEP);
      one.assign(start as Tensor);
      start.dispose();
      expect(Math.abs(numeric - length) / length, `variable ${index}: ${numeric} against ${length}`).toBeLessThan(0.03);
    }
    disposeRows(projected);
    dispose([value, labels, ...Object.values(grads)]);
    network.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
