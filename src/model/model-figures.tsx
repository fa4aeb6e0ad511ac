import './model-figures.css';
import type { MetricFigure } from '../../workers/scoring-types.ts';
import { messages } from '../messages.ts';

/** Figures of one set of data, in the order of the model file. */
interface FigureGroup {
  readonly data: string;
  readonly figures: readonly MetricFigure[];
}

function grouped(metrics: readonly MetricFigure[]): FigureGroup[] {
  const names = [...new Set(metrics.map(({ data }) => data))];
  return names.map((name) => ({ data: name, figures: metrics.filter(({ data }) => data === name) }));
}

function number(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(3);
}

/** How well a model does: for each set of data its first figure, the others on request. */
export function ModelFigures({ metrics }: { readonly metrics: readonly MetricFigure[] }) {
  return (
    <section className="side-panel__section">
      <h3>{messages.model.figures}</h3>
      {metrics.length === 0 ? (
        <p className="side-panel__lead">{messages.model.noFigures}</p>
      ) : (
        <>
          <p className="figures__lead">{messages.model.figuresLead}</p>
          {grouped(metrics).map(({ data, figures }) => (
            <Group key={data} data={data} figures={figures} />
          ))}
        </>
      )}
    </section>
  );
}

function Group({ data, figures }: FigureGroup) {
  const first = figures[0];
  if (first === undefined) return null;
  return (
    <details className="figures">
      <summary className="figures__summary">
        <span className="figures__data">{data}</span>
        <span className="figures__first">
          {first.name} <strong>{number(first.value)}</strong>
        </span>
      </summary>
      <table className="figures__table">
        <thead>
          <tr>
            <th scope="col">{messages.model.figure}</th>
            <th scope="col">{messages.model.value}</th>
            <th scope="col">{messages.model.range}</th>
            <th scope="col">{messages.model.count}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ name, value, low, high, n }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{number(value)}</td>
              <td>{low !== null && high !== null ? `${number(low)}–${number(high)}` : ''}</td>
              <td>{n.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
