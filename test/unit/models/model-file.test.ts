import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ModelFileError, readModelFile, renameModelFile, writeModelFile, type ModelHeader } from '../../../models/model-file.ts';

const header: Omit<ModelHeader, 'tensors' | 'sha256'> = {
  format: 1, name: 'test', version: '1', architecture: 'fovea-2', parent: null,
  settings: { chunkSeconds: 1, framesPerChunk: 8, globalFrames: [2, 6], globalSize: 224, fragmentGrid: 7, fragmentSize: 32 },
  calibration: { scale: 1, offset: 3, pooling: { worstShare: 0.3, worstWeight: 0.2 }, interval: { level: 0.9, chunkQuantile: 1, videoQuantile: 1 } },
  dimensions: [], provenance: {}, metrics: [], golden: { input: { seed: 1, size: 64 }, raw: 0, spread: 1, saliency: [] },
};
const tensors = new Map([
  ['a', { shape: [2, 3], values: Float32Array.of(1, 2, 3, -0.5, 0, 65504) }],
  ['b', { shape: [1], values: Float32Array.of(0.25) }],
]);

let file: ArrayBuffer;
beforeAll(async () => {
  file = await writeModelFile(header, tensors);
});

/** The file with its header changed and everything else made to fit. */
function withHeader(change: (json: Record<string, unknown>) => void): ArrayBuffer {
  const length = new DataView(file).getUint32(8, true);
  const json = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 12, length))) as Record<string, unknown>;
  change(json);
  const text = new TextEncoder().encode(JSON.stringify(json));
  const weights = new Uint8Array(file, Math.ceil((12 + length) / 16) * 16);
  const start = Math.ceil((12 + text.length) / 16) * 16;
  const out = new Uint8Array(start + weights.length);
  out.set(new Uint8Array(file, 0, 8));
  new DataView(out.buffer).setUint32(8, text.length, true);
  out.set(text, 12);
  out.set(weights, start);
  return out.buffer;
}

describe('model file', () => {
  it('comes back as it was written', async () => {
    const read = await readModelFile(file);
    expect(read.header.name).toBe('test');
    expect([...(read.tensors.get('a')?.values ?? [])]).toEqual([1, 2, 3, -0.5, 0, 65504]);
    expect(read.tensors.get('b')).toEqual({ shape: [1], values: Float32Array.of(0.25) });
    expect(read.bytes).toBe(file.byteLength);
  });

  it('takes another name, and nothing else of it changes', async () => {
    const renamed = await readModelFile(renameModelFile(file, 'A much longer name (2)'));
    const before = await readModelFile(file);
    expect(renamed.header).toEqual({ ...before.header, name: 'A much longer name (2)' });
    expect(renamed.tensors).toEqual(before.tensors);
    expect(() => renameModelFile(file, '<b>')).toThrow();
  });

  it.each([
    ['another format version', (json: Record<string, unknown>) => (json['format'] = 2), 'format'],
    ['another architecture', (json: Record<string, unknown>) => (json['architecture'] = 'other-9'), 'architecture'],
    ['a name with markup', (json: Record<string, unknown>) => (json['name'] = '<b>x</b>'), 'name'],
    ['a name that is a path', (json: Record<string, unknown>) => (json['name'] = '../../etc/passwd'), 'name'],
    ['a version that is a formula', (json: Record<string, unknown>) => (json['version'] = '=1+1'), 'version'],
    ['an endless scale', (json: Record<string, unknown>) => (json['calibration'] = { ...header.calibration, scale: 1e9 }), 'calibration'],
    ['tensors beyond the end', (json: Record<string, unknown>) => (json['tensors'] = [{ name: 'a', shape: [60000, 60000], offset: 0 }]), 'weights'],
    ['a wrong checksum', (json: Record<string, unknown>) => (json['sha256'] = '0'.repeat(64)), 'checksum'],
  ])('refuses %s', async (_, change, named) => {
    await expect(readModelFile(withHeader(change))).rejects.toThrow(named);
    await expect(readModelFile(withHeader(change))).rejects.toBeInstanceOf(ModelFileError);
  });

  it('refuses any cut and any flipped byte with a sentence', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(file.byteLength - 1), async (length) => {
      await expect(readModelFile(file.slice(0, length))).rejects.toBeInstanceOf(ModelFileError);
    }), { numRuns: 40 });
    await fc.assert(fc.asyncProperty(fc.nat(file.byteLength - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bytes = new Uint8Array(file.slice(0));
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      // A flip inside a string of the header may still be a good file; anything else is refused.
      const outcome = await readModelFile(bytes.buffer).then(() => null, (error: unknown) => error);
      if (outcome !== null) expect(outcome).toBeInstanceOf(ModelFileError);
    }), { numRuns: 200 });
  });

  it('with any header gives a file whose tensors are what their shapes say, or a sentence', async () => {
    const tensor = fc.record({
      name: fc.constantFrom('a', 'b', '__proto__', 'constructor', 'x'.repeat(200), ''),
      shape: fc.array(fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(65536, 65537, 2 ** 31, 2 ** 53, 0.5)), { maxLength: 6 }),
      offset: fc.oneof(fc.integer({ min: -1, max: 9 }), fc.constantFrom(2 ** 31, 2 ** 53, 1e300)),
    });
    const field = fc.constantFrom('format', 'name', 'version', 'architecture', 'parent', 'settings', 'calibration', 'dimensions', 'metrics', 'golden', 'sha256', '__proto__');
    const changes = fc.record({ tensors: fc.option(fc.array(tensor, { maxLength: 4 }), { nil: undefined }), other: fc.option(fc.tuple(field, fc.jsonValue()), { nil: undefined }) });
    await fc.assert(fc.asyncProperty(changes, async ({ tensors: placed, other }) => {
      const bytes = withHeader((json) => {
        if (placed !== undefined) json['tensors'] = placed;
        if (other !== undefined) Object.defineProperty(json, other[0], { value: other[1], enumerable: true, configurable: true, writable: true });
      });
      try {
        const read = await readModelFile(bytes);
        for (const { shape, values } of read.tensors.values()) expect(values).toHaveLength(shape.reduce((size, side) => size * side, 1));
      } catch (error) {
        expect(error).toBeInstanceOf(ModelFileError);
        expect((error as ModelFileError).message).toMatch(/^This model .*\.$/s);
      }
      expect(Object.prototype).not.toHaveProperty('a');
    }), { numRuns: 300 });
  });

  it('is bounded before anything is made of it', async () => {
    await expect(readModelFile(new ArrayBuffer(64 * 1024 * 1024 + 1))).rejects.toThrow('larger than any');
    const endless = file.slice(0);
    new DataView(endless).setUint32(8, 0xffffffff, true);
    await expect(readModelFile(endless)).rejects.toThrow('header is incomplete');
    const many = withHeader((json) => (json['tensors'] = Array.from({ length: 2001 }, (_, i) => ({ name: `t${i}`, shape: [1], offset: 0 }))));
    await expect(readModelFile(many)).rejects.toBeInstanceOf(ModelFileError);
  });

  it('takes nothing from the prototype', async () => {
    const polluted = withHeader((json) => {
      json['provenance'] = JSON.parse('{"__proto__":{"polluted":1}}') as unknown;
    });
    await readModelFile(polluted);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
