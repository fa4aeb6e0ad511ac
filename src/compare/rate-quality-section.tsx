import { useMemo, useState } from 'react';
import { formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue } from '../store/stores.tsx';
import { mayShareSource, ratePoints, rateQualityHull } from './rate-quality.ts';
import { RateQualityPlot } from './rate-quality-plot.tsx';

/** A line through two points says nothing that the difference does not. */
const LEAST_ENCODES = 3;

/** What each encode of a source costs and gives. Files as long as `reference` are taken for its encodes until somebody says otherwise. */
export function RateQualitySection({ reference }: { readonly reference: Entry }) {
  const entries = useQueue((queue) => queue.entries);
  const [overruled, setOverruled] = useState<ReadonlyMap<number, boolean>>(new Map());
  const candidates = useMemo(() => ratePoints(entries), [entries]);
  const taken = useMemo(() => {
    const alike = new Set(entries.filter((entry) => mayShareSource(entry, reference)).map(({ id }) => id));
    return candidates.filter(({ id }) => overruled.get(id) ?? alike.has(id));
  }, [candidates, entries, reference, overruled]);
  const hull = useMemo(() => rateQualityHull(taken), [taken]);
  if (candidates.length < LEAST_ENCODES) {
    return (
      <section className="panel compare__ladder" aria-labelledby="compare-ladder">
        <h3 id="compare-ladder" className="heading">
          {messages.compare.ladder}
        </h3>
        <p className="compare__lead">{messages.compare.ladderFew}</p>
      </section>
    );
  }
  return (
    <section className="panel compare__ladder" aria-labelledby="compare-ladder">
      <h3 id="compare-ladder" className="heading">
        {messages.compare.ladder}
      </h3>
      <p className="compare__lead">{messages.compare.ladderLead}</p>
      <div className="compare__ladder-parts">
        <RateQualityPlot points={taken} hull={hull} />
        <div className="compare__scroll" tabIndex={0} role="region" aria-label={messages.compare.ladderCaption}>
          <table className="compare__figures">
            <caption className="visually-hidden">{messages.compare.ladderCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{messages.compare.encode}</th>
                <th scope="col">{messages.compare.rate}</th>
                <th scope="col">{messages.files.mos}</th>
                <th scope="col">{messages.files.interval}</th>
                <th scope="col">{messages.compare.onHull}</th>
              </tr>
            </thead>
            <tbody>
              {candidates.map((point) => {
                const isTaken = taken.includes(point);
                return (
                  <tr key={point.id} className={isTaken ? undefined : 'compare__left-out'}>
                    <th scope="row">
                      <label className="compare__take">
                        <input
                          type="checkbox"
                          aria-label={messages.compare.take(point.name)}
                          checked={isTaken}
                          onChange={(event) => setOverruled(new Map([...overruled, [point.id, event.target.checked]]))}
                        />
                        <span title={point.name}>{point.name}</span>
                      </label>
                    </th>
                    <td>{messages.score.kbps(point.kbps)}</td>
                    <td>
                      {formatMosFine(point.mos)} <span className={`word--${mosWord(point.mos)}`}>{messages.words[mosWord(point.mos)]}</span>
                    </td>
                    <td>
                      {formatMosFine(point.low)}–{formatMosFine(point.high)}
                    </td>
                    <td>{isTaken && (hull.includes(point) ? messages.compare.yes : messages.compare.no)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
