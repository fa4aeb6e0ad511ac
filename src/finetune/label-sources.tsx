import { useMemo, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useLabels } from '../store/stores.tsx';
import { labelSources } from './label-book.ts';
import type { LabelSource } from './label-book.ts';

/** Who the labels are from, how consistent they are with themselves, and a way to forget them. */
export function LabelSources() {
  const sessions = useLabels((labels) => labels.sessions);
  const imports = useLabels((labels) => labels.imports);
  const sources = useMemo(() => labelSources(sessions, imports), [sessions, imports]);
  return (
    <ul className="teach__sources" aria-label={messages.labels.sources}>
      {sources.filter(({ clips }) => clips > 0).map((source) => (
        <Source key={`${source.kind} ${source.ids.join(' ')}`} source={source} />
      ))}
    </ul>
  );
}

function Source({ source: { name, clips, consistency, ids } }: { readonly source: LabelSource }) {
  const remove = useLabels((labels) => labels.remove);
  const [asking, setAsking] = useState(false);
  return (
    <li className="teach__source">
      <span>
        {messages.labels.source(name, clips)}
        {consistency !== null && (
          <span className="teach__soft">
            {' · '}
            {messages.labels.consistent(consistency.difference.toFixed(2), consistency.pairs)}
            {consistency.correlation !== null && `, ${messages.labels.correlation(consistency.correlation.toFixed(2))}`}
          </span>
        )}
      </span>
      {asking ? (
        <span className="teach__ask">
          {messages.labels.forgetSure(name, clips)}
          <button type="button" className="button button--danger" onClick={() => remove(ids)}>
            {messages.labels.forgetYes}
          </button>
          <button type="button" className="button" autoFocus onClick={() => setAsking(false)}>
            {messages.labels.forgetNo}
          </button>
        </span>
      ) : (
        <button
          type="button"
          className="button button--quiet button--icon"
          aria-label={messages.labels.forget(name)}
          title={messages.labels.forget(name)}
          onClick={() => setAsking(true)}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </li>
  );
}
