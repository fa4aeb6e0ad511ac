/**
 * Adam with decoupled weight decay (Loshchilov & Hutter, ICLR 2019) that pulls towards the values it starts from instead of zero (L2-SP,
 * Li et al., ICML 2018). It works on plain arrays: the head is small, and a dozen tensor operations a weight cost more than the arithmetic.
 */
export class AnchoredAdam {
  /** Current values; {@link step} changes them in place. */
  readonly values: Float32Array;
  private readonly anchor: Float32Array;
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private steps = 0;

  /** @param start values to begin from and to be pulled towards. @param decay strength of the pull, per step and unit of rate. */
  constructor(start: Float32Array, private readonly decay: number) {
    this.values = Float32Array.from(start);
    this.anchor = Float32Array.from(start);
    this.first = new Float32Array(start.length);
    this.second = new Float32Array(start.length);
  }

  step(gradient: Float32Array, rate: number): void {
    this.steps += 1;
    const correction1 = 1 - 0.9 ** this.steps;
    const correction2 = 1 - 0.999 ** this.steps;
    const { values, anchor, first, second, decay } = this;
    for (let i = 0; i < values.length; i += 1) {
      const g = gradient[i] ?? 0;
      const m = 0.9 * (first[i] ?? 0) + 0.1 * g;
      const v = 0.999 * (second[i] ?? 0) + 0.001 * g * g;
      first[i] = m;
      second[i] = v;
      const value = values[i] ?? 0;
      values[i] = value - rate * (m / correction1 / (Math.sqrt(v / correction2) + 1e-8) + decay * (value - (anchor[i] ?? 0)));
    }
  }
}
