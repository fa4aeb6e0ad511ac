import { FEATURE_LENGTH } from '../../models/architecture.ts';
import { startBackend } from '../../models/backend.ts';
import { finetune } from '../../models/finetune/finetune.ts';
import type { LabelledClip } from '../../models/finetune/labelled-clip.ts';
import { lcgBytes } from '../../models/golden-input.ts';
import { loadModel } from './load-model.ts';

/** Clips whose features are the model's mean features plus noise, and whose labels follow one direction of them. */
function madeUpClips(mean: Float32Array, scale: Float32Array, clips: number, chunks: number): LabelledClip[] {
  return Array.from({ length: clips }, (_, clip) => {
    const taste = ((clip * 37) % clips) / clips;
    return {
      name: `clip-${clip}.mp4`,
      label: 1 + 4 * taste,
      chunks: Array.from({ length: chunks }, (__, chunk) => {
        const { bytes } = lcgBytes(FEATURE_LENGTH, 1 + clip * chunks + chunk);
        const features = Float32Array.from(mean, (value, i) => value + (((bytes[i] ?? 0) / 127.5 - 1) * (i % 7 === 0 ? taste : 1)) / (scale[i] ?? 1));
        return { features, localTerm: 0, durationS: 1 };
      }),
    };
  });
}

/** Seconds for fine-tuning as the page does it: nested cross-validation and the final training, on wasm. */
export async function timeFinetune(modelUrl: string, clips: number, chunks: number): Promise<number> {
  const parent = await loadModel(modelUrl);
  await startBackend('wasm');
  const values = (name: string): Float32Array => parent.tensors.get(name)?.values ?? new Float32Array(FEATURE_LENGTH);
  const labelled = madeUpClips(values('head/mean'), values('head/scale'), clips, chunks);
  const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const began = performance.now();
  await finetune(parent, labelled, { name: 'bench', folds: 5, seed: 1 }, breathe, () => undefined);
  return (performance.now() - began) / 1000;
}
