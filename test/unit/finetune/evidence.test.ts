import { expect, it } from 'vitest';
import { evidenceOf } from '../../../models/finetune/evidence.ts';
import { rmse } from '../../../models/metrics/correlation.ts';
import { seededRandom } from '../../../models/metrics/random.ts';
import { finetuneReportText } from '../../../cli/finetune-report.ts';
import { sampleModel } from '../models-library/sample-model.ts';

const random = seededRandom(2);
const scores = Array.from({ length: 30 }, () => 1 + 4 * random());
const noisy = scores.map((score) => score + 0.6 * (random() - 0.5));
const shifted = noisy.map((label) => 0.5 * label + 2);

it('a straight line helps where the scale is another, and not where only noise is left', () => {
  const other = evidenceOf(scores, scores, shifted, 5);
  expect(other.training).toEqual({ value: 0, low: 0, high: 0 });
  expect(other.line.high).toBeLessThan(-0.5);
  expect(other.lineRmse).toBeCloseTo(rmse(noisy, scores) / 2, 1);
  const noise = evidenceOf(scores, noisy, noisy, 5);
  expect(noise.training.value).toBe(-1);
  expect(noise.line.value).toBeGreaterThan(0);
  expect(noise.bestLineRmse).toBeLessThan(noise.lineRmse);
  expect(noise.bestLineRmse).toBeLessThanOrEqual(rmse(scores, noisy));
});

it('the command says why RMSE did not fall by more, and what the labels’ own noise would leave', () => {
  const report = sampleModel().report;
  if (report === null) throw new Error('no report');
  const clips = scores.map((before, i) => ({ name: `${i}`, label: noisy[i] ?? NaN, before, after: before }));
  const measured = { ...report, clips, folds: 5, before: { ...report.before, rmse: { value: 0.5, low: 0.4, high: 0.6 } }, after: { ...report.after, rmse: { value: 0.49, low: 0.4, high: 0.6 } } };
  const text = finetuneReportText(measured, []);
  expect(text).toContain('RMSE falls by 2.0%');
  expect(text).toMatch(/A straight line from score to label, cross-validated over 20 draws of 5 folds \(n = 30\): RMSE 0\.\d{3}, (rises|falls) by \d+\.\d% \(95% interval of the change −?\d+\.\d% to −?\d+\.\d%\)\./);
  expect(text).toMatch(/The best straight line there is, fitted on these very clips: 0\.\d{3}\./);
  expect(text).toContain('do not say how far the raters of a clip lie apart');
  expect(finetuneReportText(measured, [{ deviation: 0.6, count: 9 }, { deviation: 0, count: 1 }])).toContain('An error of 0.200 is the raters’ own (1 clip');
  const good = { ...measured, after: { ...report.after, rmse: { value: 0.3, low: 0.2, high: 0.4 } } };
  expect(finetuneReportText(good, [])).not.toContain('straight line');
});
