import { add, div, dispose, mul, sqrt, square, sub, tidy, zerosLike, type Tensor, type Variable } from '../tensors.ts';

/** Adam with decoupled weight decay (Loshchilov & Hutter, ICLR 2019) that pulls towards given anchors instead of zero (L2-SP, Li et al., ICML 2018). */
export class AnchoredAdam {
  private first: Tensor[];
  private second: Tensor[];
  private steps = 0;

  constructor(private readonly variables: readonly Variable[], private readonly anchors: readonly Tensor[], private readonly decay: number) {
    this.first = variables.map((one) => zerosLike(one));
    this.second = variables.map((one) => zerosLike(one));
  }

  /** One step along `gradients`, in the order of the variables; a missing gradient leaves its variable alone. */
  step(gradients: readonly (Tensor | null)[], rate: number): void {
    this.steps += 1;
    const correction1 = 1 - 0.9 ** this.steps;
    const correction2 = 1 - 0.999 ** this.steps;
    this.variables.forEach((value, i) => {
      const gradient = gradients[i];
      const anchor = this.anchors[i];
      const m0 = this.first[i];
      const v0 = this.second[i];
      if (gradient === null || gradient === undefined || anchor === undefined || m0 === undefined || v0 === undefined) return;
      const [m, v, next] = tidy(() => {
        const m1 = add(mul(m0, 0.9), mul(gradient, 0.1));
        const v1 = add(mul(v0, 0.999), mul(square(gradient), 0.001));
        const direction = div(div(m1, correction1), add(sqrt(div(v1, correction2)), 1e-8));
        const pull = mul(sub(value, anchor), this.decay);
        return [m1, v1, sub(value, mul(add(direction, pull), rate))];
      }) as [Tensor, Tensor, Tensor];
      value.assign(next);
      dispose([m0, v0, next]);
      this.first[i] = m;
      this.second[i] = v;
    });
  }

  dispose(): void {
    dispose([...this.first, ...this.second]);
  }
}
