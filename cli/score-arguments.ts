import { parseArgs } from 'node:util';
import type { ScoringSettings } from '../workers/scoring-types.ts';
import { backendOf } from './backend-argument.ts';
import { UsageError } from './usage-error.ts';

export const SCORE_USAGE = `npm run score -- FILES_OR_FOLDERS --csv scores.csv [--chunks chunks.csv] [--json scores.json] [--maps DIR] [--model my.fovea]
                 [--backend auto|webgpu|webgl|wasm|cpu] [--chunk 1] [--coverage all|N] [--quiet]`;

export interface ScoreArguments {
  /** Files and folders as given. */
  readonly inputs: readonly string[];
  readonly csv: string | null;
  readonly chunks: string | null;
  readonly json: string | null;
  readonly maps: string | null;
  readonly model: string | null;
  readonly settings: ScoringSettings;
  readonly quiet: boolean;
}

/** Reads the arguments of `npm run score`. @throws UsageError with one sentence. */
export function parseScoreArguments(args: readonly string[]): ScoreArguments {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        csv: { type: 'string' },
        chunks: { type: 'string' },
        json: { type: 'string' },
        maps: { type: 'string' },
        model: { type: 'string' },
        backend: { type: 'string', default: 'auto' },
        chunk: { type: 'string', default: '1' },
        coverage: { type: 'string', default: 'all' },
        quiet: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (positionals.length === 0) throw new UsageError('Name at least one file or folder.');
  const chunkSeconds = Number(values.chunk);
  if (!(chunkSeconds >= 0.5 && chunkSeconds <= 4)) throw new UsageError(`--chunk is a number of seconds from 0.5 to 4, not ${values.chunk}.`);
  const coverage = values.coverage === 'all' ? 'all' : Number(values.coverage);
  if (coverage !== 'all' && !(Number.isInteger(coverage) && coverage > 0)) throw new UsageError(`--coverage is all or a whole number of chunks, not ${values.coverage}.`);
  return {
    inputs: positionals,
    csv: values.csv ?? null,
    chunks: values.chunks ?? null,
    json: values.json ?? null,
    maps: values.maps ?? null,
    model: values.model ?? null,
    settings: { backend: backendOf(values.backend), chunkSeconds, coverage },
    quiet: values.quiet,
  };
}
