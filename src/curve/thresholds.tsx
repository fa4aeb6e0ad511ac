import { memo, useState } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatMosFine } from '../format/mos.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { useView } from '../store/stores.tsx';
import { countBelow } from './threshold-count.ts';

/** Lines that a video should stay above, and how much of it does not. They are kept for every file and visit. */
export const Thresholds = memo(function Thresholds({ chunks }: { readonly chunks: readonly ChunkScore[] }) {
  const thresholds = useView((view) => view.thresholds);
  const setThresholds = useView((view) => view.setThresholds);
  const [typed, setTyped] = useState('3');
  const value = Number(typed);
  const valid = typed !== '' && value >= 1 && value <= 5;
  return (
    <div className="thresholds" role="group" aria-labelledby="thresholds-heading">
      <h3 id="thresholds-heading" className="heading">
        {messages.curve.thresholds}
      </h3>
      <ul className="thresholds__list">
        {thresholds.map((threshold, i) => {
          const { below, all, share } = countBelow(chunks, threshold);
          const name = formatMosFine(threshold);
          return (
            <li key={i} className="thresholds__one">
              <input
                className="field thresholds__value"
                type="number"
                min={1}
                max={5}
                step={0.05}
                aria-label={messages.curve.threshold(name)}
                value={threshold}
                onChange={({ target }) => {
                  const next = target.valueAsNumber;
                  if (next >= 1 && next <= 5) setThresholds(thresholds.map((each, at) => (at === i ? next : each)));
                }}
              />
              <span className="thresholds__count">{messages.curve.below(below, all, share)}</span>
              <button
                type="button"
                className="button button--quiet button--icon curve__tool"
                aria-label={messages.curve.removeThreshold(name)}
                title={messages.curve.removeThreshold(name)}
                onClick={() => setThresholds(thresholds.filter((_, at) => at !== i))}
              >
                <Icon name="close" size={16} />
              </button>
            </li>
          );
        })}
      </ul>
      <form
        className="thresholds__new"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid && !thresholds.includes(value)) setThresholds([...thresholds, value]);
        }}
      >
        <input className="field thresholds__value" type="number" min={1} max={5} step={0.05} required aria-label={messages.curve.newThreshold} value={typed} onChange={({ target }) => setTyped(target.value)} />
        <button type="submit" className="button" disabled={!valid}>
          <Icon name="plus" size={16} />
          {messages.curve.addThreshold}
        </button>
      </form>
    </div>
  );
});
