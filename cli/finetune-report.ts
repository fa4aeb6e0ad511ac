import { DRAWS, evidenceOf } from '../models/finetune/evidence.ts';
import type { Opinion } from '../src/finetune/pooled-opinion.ts';
import type { Agreement, Estimate, FinetuneReport } from '../workers/finetune-service.ts';

/** Who stands behind a label. */
type Raters = Pick<Opinion, 'deviation' | 'count'>;

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

function lengthText({ steps, deep }: Pick<FinetuneReport, 'steps' | 'deep'>): string {
  if (steps === null) return 'Nothing was clearly better than the model as it is: the new one equals its parent.';
  return steps === 0 ? 'Only the scale was fitted: more training was not clearly better.' : `Trained for ${steps} steps${deep ? ', the last stage of the encoder with the heads' : ''}.`;
}

/** A fall of RMSE that makes the reasons for less not worth telling. */
const LARGE_FALL = 0.15;

const percent = (share: number): string => `${(100 * share).toFixed(1).replace('-', '−')}%`;

function changeText({ value, low, high }: Estimate): string {
  return `${value <= 0 ? 'falls' : 'rises'} by ${percent(Math.abs(value))} (95% interval of the change ${percent(low)} to ${percent(high)})`;
}

/** Why RMSE did not fall by more: what a change of scale can do on these labels, and what of the error is the raters' own. */
function reasons({ clips, folds }: FinetuneReport, raters: readonly Raters[]): string[] {
  const labels = clips.map(({ label }) => label);
  const { training, line, lineRmse, bestLineRmse } = evidenceOf(clips.map(({ before }) => before), clips.map(({ after }) => after), labels, folds);
  const several = raters.filter(({ deviation, count }) => count > 1 && deviation > 0);
  const noise = Math.sqrt(several.reduce((sum, { deviation, count }) => sum + deviation ** 2 / count, 0) / several.length);
  return [
    '',
    `Why it is no more (n = ${clips.length}):`,
    `- This training: RMSE ${changeText(training)}.`,
    `- A straight line from score to label, cross-validated over ${DRAWS} draws of ${folds} folds (n = ${clips.length}): RMSE ${lineRmse.toFixed(3)}, ${changeText(line)}.`,
    `- The best straight line there is, fitted on these very clips: ${bestLineRmse.toFixed(3)}. No change of scale does better.`,
    several.length > 0
      ? `- An error of ${noise.toFixed(3)} is the raters’ own (${several.length} clip${several.length === 1 ? '' : 's'} with sd and count): no model can be expected to get below it.`
      : '- The labels do not say how far the raters of a clip lie apart (columns sd and count), so how much of the error is theirs cannot be told.',
  ];
}

/**
 * The report of a fine-tuning as text: cross-validated figures before and after, with 95% intervals, and where RMSE fell by little, why.
 * @param raters of the labels, where their file says how many stand behind one and how far they lie apart.
 */
export function finetuneReportText(report: FinetuneReport, raters: readonly Raters[]): string {
  const { before, after, clips, folds, verdict } = report;
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
    `RMSE ${Math.abs(change) < 0.05 ? 'stays as it is' : `${change > 0 ? 'falls' : 'rises'} by ${Math.abs(change).toFixed(1)}%`}. ${lengthText(report)}`,
    WORDS[verdict],
    ...(change >= 100 * LARGE_FALL || clips.length < 2 ? [] : reasons(report, raters)),
  ].join('\n');
}
