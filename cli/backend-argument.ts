import { BACKEND_NAMES, type ScoringSettings } from '../workers/scoring-types.ts';
import { UsageError } from './usage-error.ts';

/** What `--backend` says. @throws UsageError with one sentence. */
export function backendOf(text: string): ScoringSettings['backend'] {
  const found = (['auto', ...BACKEND_NAMES] as const).find((name) => name === text);
  if (found === undefined) throw new UsageError(`--backend is one of auto, ${BACKEND_NAMES.join(', ')}, not ${text}.`);
  return found;
}
