import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../models/backend.ts';
import { disposeRows, HeadNetwork } from '../../../models/finetune/head-network.ts';
import { contrastiveLoss, huberLoss, rankLoss } from '../../../models/finetune/losses.ts';
import { spanOf } from '../../../models/finetune/span.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import { ENCODER_FEATURES } from '../../../models/architecture.ts';
import { add, dispose, memory, mul, reshape, slice, tensor1d, tidy, variableGrads, type Scalar, type Tensor1D } from '../../../models/tensors.ts';
import { shippedModel } from '../models/parity-fixture.ts';
import { expectGradients } from './expect-gradients.ts';

const CLIPS = 6;
const STEP = 3e-3;

describe.each(['wasm', 'webgpu'] as const)('gradients of the head on %s', (backend) => {
  beforeAll(() => startBackend(backend));

  it('agree with finite differences', async () => {
    const { tensors } = await shippedModel();
    const random = seededRandom(5);
    const rows = Array.from({ length: CLIPS }, () => Float32Array.from({ length: ENCODER_FEATURES }, () => 2 * random() - 1));
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
    await expectGradients(network.variables, grads, loss, STEP);
    disposeRows(projected);
    dispose([value, labels, ...Object.values(grads)]);
    network.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
