import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { FEATURE_LENGTH } from '../../../models/architecture.ts';
import { BACKEND_NAMES } from '../../../models/backend-name.ts';
import { startEngine } from '../../../models/backend.ts';
import { FineTuner } from '../../../models/finetune/fine-tuner.ts';
import type { LabelledClip } from '../../../models/finetune/labelled-clip.ts';
import { goldenViews } from '../../../models/golden-input.ts';
import { registerKernels } from '../../../models/kernels/register-kernels.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import { shippedModel } from './parity-fixture.ts';

const registered = (backend: string): string[] => getKernelsForBackend(backend).map(({ kernelName }) => kernelName).sort();

/** Notes the names of the kernels that run on wasm from now on. */
function watchKernels(): Set<string> {
  const used = new Set<string>();
  for (const config of getKernelsForBackend('wasm')) {
    const { kernelFunc, kernelName } = config;
    config.kernelFunc = (parameters) => {
      used.add(kernelName);
      return kernelFunc(parameters);
    };
  }
  return used;
}

function clips(count: number): LabelledClip[] {
  const random = seededRandom(3);
  const vector = (length: number): Float32Array => Float32Array.from({ length }, random);
  return Array.from({ length: count }, (_, i) => {
    // Of a view of 64 px.
    const stage = { f4: new Uint16Array(2 * 4 * 4 * 256), g4: new Uint16Array(2 * 2 * 2 * 320), cells: new Float32Array(8).fill(0.25) };
    const chunk = { features: vector(FEATURE_LENGTH), localTerm: 0, durationS: 1, picture: vector(8), stage };
    return { name: `clip ${i}`, label: 1 + 4 * random(), chunks: [chunk, chunk] };
  });
}

it('every backend has the kernels that nets and training use, and no others', async () => {
  for (const kernels of await Promise.all([
    import('../../../models/kernels/webgpu-kernels.ts'), import('../../../models/kernels/webgl-kernels.ts'),
    import('../../../models/kernels/wasm-kernels.ts'), import('../../../models/kernels/cpu-kernels.ts'),
  ])) registerKernels(kernels);
  const used = watchKernels();
  const file = await shippedModel();
  const { model } = await startEngine(file, 'wasm');
  const { features, cellTerms } = await model.run({ ...goldenViews(1, 64), still: true }, 64);
  await model.runHeads(features, cellTerms);
  model.dispose();
  const [train, held] = [[0, 1, 2, 3, 4, 5], [6, 7]];
  const random = seededRandom(5);
  const vector = (): Float32Array => Float32Array.from({ length: 8 }, random);
  const clip = { clip: 'tiny/q8', pairs: [{ name: 'Pair', positive: 'up', negative: 'down', positiveFeatures: vector(), negativeFeatures: vector() }] };
  for (const trained of ['head', 'stage', clip] as const) await new FineTuner(file, clips(8), trained).fit(train, held, 10, () => Promise.resolve(), () => undefined, { keepWeights: true });
  for (const backend of BACKEND_NAMES) expect(registered(backend), backend).toEqual([...used].sort());
});
