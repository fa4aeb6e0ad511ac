import { parseArgs } from 'node:util';
import type { ScoringSettings } from '../workers/scoring-types.ts';
import { backendOf } from './backend-argument.ts';
import { UsageError } from './usage-error.ts';

export const FINETUNE_USAGE = 'npm run finetune -- --labels labels.csv --out my.fovea [--folds 5] [--seed 1] [--deep] [--backend auto|webgpu|webgl|wasm|cpu]';

export interface FinetuneArguments {
  readonly labels: string;
  readonly out: string;
  readonly folds: number;
  readonly seed: number;
  /** Whether the last stage of the encoder trains as well. */
  readonly deep: boolean;
  /** Where the nets run; with `auto` the encoder is trained on a graphics card or not at all. */
  readonly backend: ScoringSettings['backend'];
}

/** Reads the arguments of `npm run finetune`. @throws UsageError with one sentence. */
export function parseFinetuneArguments(args: readonly string[]): FinetuneArguments {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { labels: { type: 'string' }, out: { type: 'string' }, folds: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' }, deep: { type: 'boolean', default: false }, backend: { type: 'string', default: 'auto' } },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { labels, out } = values;
  if (labels === undefined || out === undefined) throw new UsageError('Both --labels and --out are needed.');
  const folds = Number(values.folds);
  if (!(Number.isInteger(folds) && folds >= 2 && folds <= 20)) throw new UsageError(`--folds is a whole number from 2 to 20, not ${values.folds}.`);
  const seed = Number(values.seed);
  if (!(Number.isInteger(seed) && seed >= 0)) throw new UsageError(`--seed is a whole number, not ${values.seed}.`);
  return { labels, out, folds, seed, deep: values.deep, backend: backendOf(values.backend) };
}
