import { useId, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useClip } from '../store/stores.tsx';
import { checkPairs, DEFAULT_PAIRS, MOST_PAIRS } from './prompt-pairs.ts';
import type { PromptPair } from './prompt-pairs.ts';

interface Draft extends PromptPair {
  readonly key: number;
}

let nextKey = 1;

function drafts(pairs: readonly PromptPair[]): Draft[] {
  return pairs.map((pair) => {
    nextKey += 1;
    return { ...pair, key: nextKey };
  });
}

/** The list of prompt pairs: change, add, take away, or go back to the sixteen. */
export function PromptEditor() {
  const pairs = useClip((clip) => clip.pairs);
  const setPairs = useClip((clip) => clip.setPairs);
  const [rows, setRows] = useState(() => drafts(pairs));
  const [fault, setFault] = useState<string | null>(null);
  const heading = useId();
  const { panel } = messages.clip;
  const changed = rows.length !== pairs.length || rows.some((row, i) => row.name !== pairs[i]?.name || row.positive !== pairs[i].positive || row.negative !== pairs[i].negative);

  function change(key: number, part: Partial<PromptPair>): void {
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  }

  function use(wanted: readonly PromptPair[]): void {
    const checked = checkPairs(wanted);
    if ('fault' in checked) {
      setFault(checked.fault);
      return;
    }
    setFault(null);
    setRows(drafts(checked.pairs));
    void setPairs(checked.pairs);
  }

  return (
    <section className="side-panel__section" aria-labelledby={heading}>
      <h3 id={heading}>{panel.prompts}</h3>
      <p className="side-panel__lead">{panel.promptsLead}</p>
      <table className="prompt-editor">
        <thead>
          <tr>
            <th scope="col">{panel.name}</th>
            <th scope="col">{panel.positive}</th>
            <th scope="col">{panel.negative}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>
                <input className="field" value={row.name} maxLength={40} aria-label={panel.name} onChange={({ target }) => change(row.key, { name: target.value })} />
              </td>
              <td>
                <input className="field" value={row.positive} maxLength={200} aria-label={`${panel.positive}, ${row.name}`} onChange={({ target }) => change(row.key, { positive: target.value })} />
              </td>
              <td>
                <input className="field" value={row.negative} maxLength={200} aria-label={`${panel.negative}, ${row.name}`} onChange={({ target }) => change(row.key, { negative: target.value })} />
              </td>
              <td>
                <button
                  type="button"
                  className="button button--quiet button--icon"
                  aria-label={panel.remove(row.name)}
                  title={panel.remove(row.name)}
                  onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
                >
                  <Icon name="close" size={16} />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {fault !== null && (
        <p className="notice-danger" role="alert">
          <Icon name="warning" />
          {fault}
        </p>
      )}
      <div className="clip-panel__buttons">
        <button type="button" className="button button--primary" disabled={!changed} onClick={() => use(rows.map(({ name, positive, negative }) => ({ name, positive, negative })))}>
          {panel.save}
        </button>
        <button
          type="button"
          className="button"
          disabled={rows.length >= MOST_PAIRS}
          onClick={() => setRows([...rows, ...drafts([{ name: panel.newName(rows.length + 1), positive: '', negative: '' }])])}
        >
          <Icon name="plus" size={16} />
          {panel.add}
        </button>
        <button type="button" className="button button--quiet" onClick={() => use(DEFAULT_PAIRS)}>
          {panel.reset}
        </button>
      </div>
    </section>
  );
}
