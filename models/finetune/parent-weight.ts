import type { NamedTensor } from '../model-file.ts';

/** A weight of the model that training starts from. The file has been checked: all are there. */
export function parentWeight(parent: ReadonlyMap<string, NamedTensor>, name: string): NamedTensor {
  const found = parent.get(name);
  if (found === undefined) throw new Error(`the parent has no ${name}`);
  return found;
}
