import { useMemo, useState } from 'react';
import { ownWords, sameSource } from '../files/source-name.ts';
import { formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import type { Entry } from '../store/entry.ts';
import { useQueue, useView } from '../store/stores.tsx';
import { DataTable } from '../table/data-table.tsx';
import { ratePoints, rateQualityHull } from './rate-quality.ts';
import { RateQualityPlot } from './rate-quality-plot.tsx';

/** A line through two points says nothing that the difference does not. */
const LEAST_ENCODES = 3;

/** What each encode of a source costs and gives. Files whose names speak of the source of `reference` are taken for its encodes until somebody says otherwise. */
export function RateQualitySection({ reference }: { readonly reference: Entry }) {
  const entries = useQueue((queue) => queue.entries);
  const ignoredWords = useView((view) => view.ignoredWords);
  const [overruled, setOverruled] = useState<ReadonlyMap<number, boolean>>(new Map());
  const candidates = useMemo(() => ratePoints(entries), [entries]);
  const taken = useMemo(() => {
    const own = ownWords(ignoredWords);
    return candidates.filter(({ id, name }) => overruled.get(id) ?? sameSource(name, reference.name, own));
  }, [candidates, reference, overruled, ignoredWords]);
  const hull = useMemo(() => rateQualityHull(taken), [taken]);
  if (candidates.length < LEAST_ENCODES) {
    return (
      <section className="panel compare__ladder" aria-labelledby="compare-ladder">
        <h3 id="compare-ladder" className="heading">
          {messages.compare.ladder}
        </h3>
        <p className="panel__lead">{messages.compare.ladderFew}</p>
      </section>
    );
  }
  return (
    <section className="panel compare__ladder" aria-labelledby="compare-ladder">
      <h3 id="compare-ladder" className="heading">
        {messages.compare.ladder}
      </h3>
      <p className="panel__lead">{messages.compare.ladderLead}</p>
      <div className="compare__ladder-parts">
        <RateQualityPlot points={taken} hull={hull} />
        <DataTable
          caption={messages.compare.ladderCaption}
          head={[messages.compare.encode, messages.compare.rate, messages.files.mos, messages.files.interval, messages.compare.onHull]}
        >
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
        </DataTable>
      </div>
    </section>
  );
}
