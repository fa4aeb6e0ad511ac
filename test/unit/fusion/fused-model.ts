import { FusionHead } from '../../../models/fusion/fusion-head.ts';
import { fusionShapes } from '../../../models/fusion/fusion-tensors.ts';
import type { ModelHeader, NamedTensor } from '../../../models/model-file.ts';
import { Weights } from '../../../models/weights.ts';

const calibration = { scale: 1, offset: 3, pooling: { worstShare: 0.3, worstWeight: 0.2 }, interval: { level: 0.9, chunkQuantile: 1, videoQuantile: 1 } };

/** A header as training writes it for a fused model; CLIP's features are two numbers. */
export const fusedHeader: Omit<ModelHeader, 'tensors' | 'sha256'> & { readonly fusion: NonNullable<ModelHeader['fusion']> } = {
  format: 1, name: 'Mine with CLIP', version: '1', architecture: 'fovea-2+clip', parent: { name: 'fovea', version: '0.3.0', sha256: 'a'.repeat(64) },
  settings: { chunkSeconds: 1, framesPerChunk: 8, globalFrames: [2, 6], globalSize: 224, fragmentGrid: 7, fragmentSize: 32 },
  calibration: { ...calibration, scale: 1.5 },
  fusion: { clip: 'tiny/q8', width: 2, scale: 2, pairs: [{ name: 'Light', positive: 'bright', negative: 'dark' }], parentCalibration: calibration },
  dimensions: [], provenance: {}, metrics: [], golden: { input: { seed: 1, size: 64 }, raw: 0, spread: 1, saliency: [] },
};

/**
 * Tensors of a fusion that is easily followed: its first unit takes the first number of the embedding, CLIP's first feature and the affinity, 1, 10 and 100 times;
 * the layers behind hand it on, the last one halved and 0.25 added.
 */
export function fusionTensors(): Map<string, NamedTensor> {
  const tensors = new Map(fusionShapes(2, 1).map(([name, shape]) => [name, { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)) }]));
  const set = (name: string, ...places: readonly (readonly [at: number, value: number])[]): void => {
    for (const [at, value] of places) (tensors.get(`fusion/${name}`)?.values ?? new Float32Array())[at] = value;
  };
  set('dense1/kernel', [0, 1], [128 * 64, 10], [130 * 64, 100]);
  set('dense2/kernel', [0, 1]);
  set('dense3/kernel', [0, 0.5]);
  set('dense3/bias', [0, 0.25]);
  set('centre', [0, 0.5]);
  set('positive', [0, 1]);
  set('negative', [1, 1]);
  return tensors;
}

/** The fusion of {@link fusionTensors}. */
export function fusionHead(): FusionHead {
  return new FusionHead(fusedHeader.fusion, new Weights(fusionTensors()));
}
