import type { Estimate, FinetuneReport } from '../../workers/finetune-service.ts';
import './report-view.css';
import { messages } from '../messages.ts';
import { ScatterPlot } from './scatter-plot.tsx';

const FIGURES = ['srcc', 'krcc', 'plcc', 'rmse'] as const;

/** What a fine-tuning did on clips held out: the verdict in words, the figures with their intervals, and every clip as a point. */
export function ReportView({ report }: { readonly report: FinetuneReport }) {
  const { before, after, clips, folds, steps, deep, verdict, fusion } = report;
  return (
    <div className="report">
      <div className={`report__verdict report__verdict--${verdict}`} role="status">
        <p className="report__words">{messages.report.verdicts[verdict]}</p>
        <p>{messages.report.reasons[verdict]}</p>
        {(verdict === 'likely' || verdict === 'unclear') && after.srcc.value <= before.srcc.value && <p>{messages.report.orderWorse}</p>}
      </div>
      {fusion !== null && (
        <div className={`report__verdict report__verdict--${fusion.verdict}`}>
          <p className="report__words">{messages.fusion.verdicts[fusion.verdict]}</p>
          <p>{messages.fusion.reasons[fusion.verdict]}</p>
          <p className="teach__soft">
            {messages.fusion.method(fusion.clip, fusion.pairs)} {fusion.verdict !== 'unknown' && (fusion.steps === null || fusion.steps === 0) && messages.fusion.notMade}
          </p>
        </div>
      )}
      <table className={fusion === null ? 'teach__table report__figures' : 'teach__table report__figures report__figures--fused'}>
        <caption className="visually-hidden">{messages.report.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{messages.report.figure}</th>
            <th scope="col">{messages.report.before}</th>
            <th scope="col">{messages.report.after}</th>
            {fusion !== null && <th scope="col">{messages.fusion.column}</th>}
          </tr>
        </thead>
        <tbody>
          {FIGURES.map((figure) => (
            <tr key={figure}>
              <th scope="row">
                {messages.report.names[figure]} <span className="teach__soft report__meaning">{messages.report.meanings[figure]}</span>
              </th>
              <td>
                <Figure estimate={before[figure]} />
              </td>
              <td>
                <Figure estimate={after[figure]} />
              </td>
              {fusion !== null && (
                <td>
                  <Figure estimate={fusion.fused[figure]} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="teach__charts">
        <ScatterPlot name={messages.report.before} points={clips.map(({ label, before: predicted }) => ({ label, predicted }))} colour="--line-strong" />
        <ScatterPlot name={messages.report.after} points={clips.map(({ label, after: predicted }) => ({ label, predicted }))} colour="--curve" />
        {fusion !== null && (
          <ScatterPlot name={messages.fusion.column} points={clips.map(({ label }, i) => ({ label, predicted: fusion.predicted[i] ?? Number.NaN }))} colour="--dimension-1" />
        )}
      </div>
      <p className="teach__soft">{messages.report.method(clips.length, folds, steps, deep)}</p>
    </div>
  );
}

/** Three decimals, with a minus that is as wide as a figure. */
function decimals(value: number): string {
  return value.toFixed(3).replace('-', '−');
}

function Figure({ estimate: { value, low, high } }: { readonly estimate: Estimate }) {
  if (!Number.isFinite(value)) return <span className="teach__soft">{messages.report.undefined}</span>;
  return (
    <>
      <strong>{decimals(value)}</strong>{' '}
      {Number.isFinite(low) && Number.isFinite(high) && <span className="teach__soft report__interval">{messages.report.interval(decimals(low), decimals(high))}</span>}
    </>
  );
}
