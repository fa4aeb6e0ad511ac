import { z } from 'zod';
import type { BackendName } from '../../../models/backend-name.ts';
import { readModelFile, type ModelFile } from '../../../models/model-file.ts';
import modelUrl from '../../../models/fovea-0.5.0/model.fovea?url';

/** Reads what `training/export.py` wrote for the TypeScript nets to reproduce. */

const arraySchema = z.object({ shape: z.array(z.number()), base64: z.string() });

export interface FixtureArray {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

const float32Array = arraySchema.transform(({ shape, base64 }): FixtureArray => ({ shape, values: new Float32Array(decode(base64).buffer) }));

const outputsSchema = z.object({
  seed: z.number(),
  size: z.number(),
  raw: z.number(),
  spread: z.number(),
  dimensions: z.array(z.number()),
  saliency: float32Array,
  q: float32Array,
  w: float32Array,
});

const goldenSchema = outputsSchema.extend({ features: float32Array, embedding: float32Array });

const operatorSchema = z.object({
  input: arraySchema,
  weights: z.record(z.string(), float32Array).optional(),
  output: arraySchema,
});

async function fetchJson(name: string): Promise<unknown> {
  return (await fetch(`/parity/${name}.json`)).json();
}

export const full224 = async (): Promise<z.infer<typeof outputsSchema>> => outputsSchema.parse(await fetchJson('full-224'));
export const golden64 = async (): Promise<z.infer<typeof goldenSchema>> => goldenSchema.parse(await fetchJson('golden-64'));

export interface OperatorCase {
  readonly input: FixtureArray;
  readonly output: FixtureArray;
  readonly weight: (name: string) => FixtureArray;
}

export async function operatorCase(name: string): Promise<OperatorCase> {
  const all = z.record(z.string(), z.unknown()).parse(await fetchJson('operators'));
  const { input, output, weights } = operatorSchema.parse(all[name]);
  return {
    input: float32Array.parse(input),
    output: float32Array.parse(output),
    weight: (key) => {
      const found = weights?.[key];
      if (found === undefined) throw new Error(`${name} has no weight ${key}`);
      return found;
    },
  };
}

export async function shippedModel(): Promise<ModelFile> {
  return readModelFile(await (await fetch(modelUrl)).arrayBuffer());
}

export function worstDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let worst = 0;
  for (let i = 0; i < actual.length; i += 1) {
    const difference = Math.abs((actual[i] ?? NaN) - (expected[i] ?? NaN));
    worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }
  return worst;
}

/** Backends that run in a headless browser without a GPU. */
export const TESTED_BACKENDS: readonly BackendName[] = ['cpu', 'wasm', 'webgpu'];
