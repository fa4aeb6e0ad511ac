import { concat, reshape, tensor, tidy, type Tensor, type Variable } from '../tensors.ts';

/** Variables as one row of numbers, in their order: one read, whatever the backend. */

/** The values of some variables. */
export async function valuesOf(variables: readonly Variable[]): Promise<Float32Array> {
  return readRow(variables);
}

/** Their gradients. @param gradients by variable name, as tfjs gives them. */
export async function gradientsOf(variables: readonly Variable[], gradients: Readonly<Record<string, Tensor>>): Promise<Float32Array> {
  return readRow(variables.map((one) => gradients[one.name] ?? one));
}

/** Sets all of them. */
export function assignRow(variables: readonly Variable[], row: Float32Array): void {
  let at = 0;
  for (const one of variables) {
    const next = tensor(row.subarray(at, at + one.size), one.shape);
    one.assign(next);
    next.dispose();
    at += one.size;
  }
}

async function readRow(tensors: readonly Tensor[]): Promise<Float32Array> {
  const row = tidy(() => concat(tensors.filter(({ size }) => size > 0).map((one) => reshape(one, [one.size]))));
  try {
    return await row.data<'float32'>();
  } finally {
    row.dispose();
  }
}
