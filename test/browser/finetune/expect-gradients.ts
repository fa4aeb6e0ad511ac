import { expect } from 'vitest';
import { add, dispose, mul, tidy, type Scalar, type Tensor, type Variable } from '../../../models/tensors.ts';

/**
 * Expects each variable's gradient to be the slope that a central difference of the loss has along it, to 3%.
 * @param step the distance of the difference, in the variable's own unit. The variables are as before afterwards.
 */
export async function expectGradients(variables: readonly Variable[], grads: Readonly<Record<string, Tensor>>, loss: () => Scalar, step: number): Promise<void> {
  for (const [index, one] of variables.entries()) {
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
    const numeric = ((await at(step)) - (await at(-step))) / (2 * step);
    one.assign(start as Tensor);
    start.dispose();
    expect(Math.abs(numeric - length) / length, `variable ${index}: ${numeric} against ${length}`).toBeLessThan(0.03);
  }
}
