import { ModelFileError, type NamedTensor } from './model-file.ts';
import { keep, tensor, type Tensor } from './tensors.ts';

/** Takes the tensors of a model file by name, checks their shapes, and owns what it made of them until {@link dispose}. */
export class Weights {
  private readonly owned: Tensor[] = [];
  private readonly taken = new Set<string>();

  constructor(private readonly source: ReadonlyMap<string, NamedTensor>) {}

  /** The values of one weight. @throws ModelFileError when it is missing or has another shape. */
  values(name: string, shape: readonly number[]): Float32Array {
    const found = this.source.get(name);
    if (found === undefined) throw new ModelFileError(`This model file is damaged: ${name} is missing.`);
    if (found.shape.length !== shape.length || found.shape.some((side, i) => side !== shape[i])) {
      throw new ModelFileError(`This model file is damaged: ${name} has the shape ${found.shape.join('×')}, not ${shape.join('×')}.`);
    }
    this.taken.add(name);
    return found.values;
  }

  /** A weight as a tensor, optionally seen in another shape of the same size. */
  tensor<T extends Tensor>(name: string, shape: readonly number[], seenAs: readonly number[] = shape): T {
    return this.own<T>(tensor(this.values(name, shape), [...seenAs]));
  }

  /** A tensor of the architecture itself, which no file holds; may be made inside a `tidy`. */
  constant<T extends Tensor>(values: readonly number[], shape: readonly number[]): T {
    return this.own<T>(keep(tensor([...values], [...shape])));
  }

  /** Puts a tensor made from weights under this owner. */
  own<T extends Tensor>(made: Tensor): T {
    this.owned.push(made);
    // The caller names the rank that it has just built.
    return made as T;
  }

  /** @throws ModelFileError when the file holds weights that the architecture does not know. */
  assertAllTaken(): void {
    for (const name of this.source.keys()) {
      if (!this.taken.has(name)) throw new ModelFileError(`This model file is damaged: ${name} does not belong to its architecture.`);
    }
  }

  dispose(): void {
    for (const held of this.owned) held.dispose();
    this.owned.length = 0;
  }
}
