import { seededRandom, shuffled } from '../metrics/random.ts';

/**
 * Splits items into folds of equal size (±1), whole groups together: grouped k-fold cross-validation.
 * @param groups group of every item; items of one group (the same file) share a fold.
 * @returns for every item its fold, 0 to folds − 1.
 * @throws RangeError with fewer groups than folds.
 */
export function groupedFolds(groups: readonly string[], folds: number, seed: number): number[] {
  const names = [...new Set(groups)];
  if (names.length < folds) throw new RangeError(`${names.length} files cannot be split into ${folds} folds`);
  const order = shuffled(names, seededRandom(seed));
  const foldOf = new Map(order.map((name, i) => [name, i % folds]));
  return groups.map((group) => foldOf.get(group) ?? 0);
}
