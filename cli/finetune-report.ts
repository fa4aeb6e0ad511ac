import type { Agreement, Estimate, FinetuneReport } from '../workers/finetune-service.ts';

const WORDS: Readonly<Record<FinetuneReport['verdict'], string>> = {
  likely: 'Better on unseen clips: likely.',
  unclear: 'Better on unseen clips: unclear.',
  no: 'Better on unseen clips: no. The shipped model stays the better choice.',
  unknown: 'With fewer than 8 labels nothing can be said about unseen clips.',
};

function cell({ value, low, high }: Estimate): string {
  const text = (number: number): string => (Number.isFinite(number) ? number.toFixed(3) : '–');
  return `${text(value)} (${text(low)} to ${text(high)})`;
}

function lengthText(steps: FinetuneReport['steps']): string {
  if (steps === null) return 'Nothing was clearly better than the model as it is: the new one equals its parent.';
  return steps === 0 ? 'Only the scale was fitted: more training was not clearly better.' : `Trained for ${steps} steps.`;
}

/** The report of a fine-tuning as text: cross-validated figures before and after, with 95% intervals. */
export function finetuneReportText({ before, after, clips, folds, steps, verdict }: FinetuneReport): string {
  const rows: readonly (readonly [string, keyof Omit<Agreement, 'n'>])[] = [
    ['SRCC', 'srcc'], ['KRCC', 'krcc'], ['PLCC', 'plcc'], ['RMSE', 'rmse'], ['RMSE after logistic', 'rmseMapped'],
  ];
  const lines = rows.map(([name, key]) => `${name.padEnd(20)}${cell(before[key]).padEnd(26)}${cell(after[key])}`);
  const change = 100 * (1 - after.rmse.value / before.rmse.value);
  return [
    `${clips.length} labelled videos, ${folds}-fold cross-validation: every video is judged by a model that has not seen it. 95% intervals in brackets.`,
    '',
    `${''.padEnd(20)}${'before'.padEnd(26)}after`,
    ...lines,
    '',
    `RMSE ${change >= 0 ? 'falls' : 'rises'} by ${Math.abs(change).toFixed(1)}%. ${lengthText(steps)}`,
    WORDS[verdict],
  ].join('\n');
}
