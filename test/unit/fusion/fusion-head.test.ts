import { describe, expect, it } from 'vitest';
import { FusionHead } from '../../../models/fusion/fusion-head.ts';
import { ModelFileError, readModelFile, writeModelFile } from '../../../models/model-file.ts';
import { trunkHash } from '../../../models/trunk.ts';
import { Weights } from '../../../models/weights.ts';
import { fusedHeader, fusionHead, fusionTensors } from './fused-model.ts';

function embedding(first: number): Float32Array {
  const values = new Float32Array(128);
  values[0] = first;
  return values;
}

describe('the fusion of a model', () => {
  it('adds what its layers make of embedding, picture and affinity', () => {
    // Nearer to "bright": affinity 1. 8·0.25 + 10·2·(0.9 − 0.5) + 100·1 = 110, halved and 0.25 more.
    expect(fusionHead().residual(embedding(0.25), Float32Array.of(0.9, 0))).toBeCloseTo(55.25, 4);
    // Nearer to "dark": affinity 0, the sum is negative and the first layer cuts it off.
    expect(fusionHead().residual(embedding(0.25), Float32Array.of(0, 0.9))).toBeCloseTo(0.25, 6);
  });

  it('takes no features of another CLIP', () => {
    expect(() => fusionHead().residual(embedding(1), Float32Array.of(1, 0, 0))).toThrow(RangeError);
  });

  it('refuses a file in which a part of it is missing or has another size', () => {
    const without = fusionTensors();
    without.delete('fusion/centre');
    expect(() => new FusionHead(fusedHeader.fusion, new Weights(without))).toThrow('fusion/centre is missing');
    expect(() => new FusionHead({ ...fusedHeader.fusion, width: 3 }, new Weights(fusionTensors()))).toThrow(ModelFileError);
  });
});

describe('the file of a fused model', () => {
  it('comes back with its CLIP, its prompts and its parent’s calibration', async () => {
    const { header, tensors } = await readModelFile(await writeModelFile(fusedHeader, fusionTensors()));
    expect(header.fusion).toEqual(fusedHeader.fusion);
    expect(tensors.get('fusion/dense1/kernel')?.values[130 * 64]).toBe(100);
  });

  it('shares the trunk of its parent', async () => {
    const trunk = { shape: [1], values: Float32Array.of(2) };
    const file = async (tensors: ReturnType<typeof fusionTensors>) => readModelFile(await writeModelFile(fusedHeader, tensors));
    expect(await trunkHash(await file(new Map([...fusionTensors(), ['global/stem', trunk]])))).toBe(await trunkHash(await file(new Map([['global/stem', trunk]]))));
  });

  it.each([
    ['a fusion without its architecture', { architecture: 'fovea-2' }],
    ['its architecture without a fusion', { fusion: undefined }],
    ['a fusion without a parent', { parent: null }],
    ['a prompt without words', { fusion: { ...fusedHeader.fusion, pairs: [{ name: 'Light', positive: '', negative: 'dark' }] } }],
    ['a scale that is no number', { fusion: { ...fusedHeader.fusion, scale: 0 } }],
  ])('is refused with %s', async (_, change) => {
    const file = await writeModelFile({ ...fusedHeader, ...(change as Partial<typeof fusedHeader>) }, fusionTensors());
    await expect(readModelFile(file)).rejects.toThrow('This model file is damaged');
  });
});
