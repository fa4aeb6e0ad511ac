import { useMemo } from 'react';
import { clipLabels } from '../finetune/label-book.ts';
import { formatMosFine } from '../format/mos.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useLabels, useLibrary } from '../store/stores.tsx';
import type { Comparison } from './library-store.ts';
import type { KeptModel } from './model-records.ts';

interface ModelComparisonProps {
  readonly model: KeptModel;
  readonly comparison: Comparison;
}

function signed(difference: number): string {
  // A minus as wide as the plus keeps columns even.
  return `${difference < 0 ? '−' : '+'}${formatMosFine(Math.abs(difference))}`;
}

/** What a model and its parent say of every file on the page. */
export function ModelComparison({ model, comparison }: ModelComparisonProps) {
  const sessions = useLabels((labels) => labels.sessions);
  const imports = useLabels((labels) => labels.imports);
  const close = useLibrary((library) => library.closeComparison);
  const rows = comparison.kind === 'done' ? comparison.rows : null;
  const labels = useMemo(
    () => new Map(clipLabels(sessions, imports, (rows ?? []).map(({ name }) => name)).map(({ clip, mos }) => [clip, mos])),
    [sessions, imports, rows],
  );
  if (comparison.kind === 'running') {
    return (
      <p role="status">
        {messages.library.comparing(Math.floor(comparison.share * 100))} {comparison.decodes && messages.library.decodes}
      </p>
    );
  }
  if (comparison.kind === 'failed') {
    return (
      <p className="library__problem" role="alert">
        {comparison.error}
      </p>
    );
  }
  if (comparison.rows.length === 0) return <p role="status">{messages.library.noFiles}</p>;

  const both = comparison.rows.flatMap(({ name, parent, own }) => (parent === null || own === null ? [] : [{ name, parent, own }]));
  const left = model.clip === null ? 0 : comparison.rows.filter(({ parent, own }) => parent !== null && own === null).length;
  const mean = both.reduce((sum, { parent, own }) => sum + own - parent, 0) / Math.max(1, both.length);
  const labelled = both.flatMap((row) => {
    const label = labels.get(row.name);
    return label === undefined ? [] : [{ ...row, label }];
  });
  const nearer = labelled.filter(({ parent, own, label }) => Math.abs(own - label) < Math.abs(parent - label)).length;
  const parentLabel = model.parentLabel ?? messages.library.shipped;
  return (
    <div className="comparison">
      <div className="library__head">
        <p role="status">{messages.library.comparison(model.name, parentLabel)}</p>
        <button type="button" className="button button--quiet button--icon" aria-label={messages.library.closeComparison} onClick={close}>
          <Icon name="close" size={16} />
        </button>
      </div>
      <div className="comparison__scroll">
        <table className="comparison__table">
          <caption className="visually-hidden">{messages.library.comparison(model.name, parentLabel)}</caption>
          <thead>
            <tr>
              <th scope="col">{messages.library.file}</th>
              <th scope="col">{parentLabel}</th>
              <th scope="col">{model.name}</th>
              <th scope="col">{messages.library.difference}</th>
              {labelled.length > 0 && <th scope="col">{messages.library.label}</th>}
            </tr>
          </thead>
          <tbody>
            {comparison.rows.map(({ name, parent, own }, i) => (
              <tr key={i}>
                <th scope="row" title={name}>
                  {name}
                </th>
                <td>{parent !== null && formatMosFine(parent)}</td>
                <td>{own !== null && formatMosFine(own)}</td>
                <td>{parent !== null && own !== null && signed(own - parent)}</td>
                {labelled.length > 0 && <td>{labels.has(name) && formatMosFine(labels.get(name) ?? NaN)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="library__facts">
        {both.length > 0 && messages.library.meanDifference(signed(mean))} {left > 0 && messages.library.withoutClip(left, model.name)} {labelled.length > 0 && messages.library.nearer(nearer, labelled.length)}
      </p>
    </div>
  );
}
