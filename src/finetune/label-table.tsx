import { saveFile } from '../export/save-file.ts';
import { formatMosFine } from '../format/mos.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import { usePageClips } from './clips-on-page.ts';
import type { ClipLabel } from './label-book.ts';
import { labelsCsv } from './labels-csv.ts';

/** All labels, pooled over raters, beside what the model in use says. */
export function LabelTable({ labels }: { readonly labels: readonly ClipLabel[] }) {
  const clips = usePageClips();
  const entryOf = new Map(clips.map(({ name, entry }) => [name, entry]));
  return (
    <>
      <details className="teach__details">
        <summary>{messages.labels.table(labels.length)}</summary>
        <div className="teach__scroll">
          <table className="teach__table">
            <caption className="visually-hidden">{messages.labels.tableCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{messages.labels.clip}</th>
                <th scope="col" className="teach__number">
                  {messages.labels.mos}
                </th>
                <th scope="col" className="teach__number">
                  {messages.labels.deviation}
                </th>
                <th scope="col" className="teach__number">
                  {messages.labels.count}
                </th>
                <th scope="col" className="teach__number">
                  {messages.labels.score}
                </th>
              </tr>
            </thead>
            <tbody>
              {labels.map(({ clip, mos, deviation, count, onPage }) => {
                const score = entryOf.get(clip)?.result?.score ?? null;
                return (
                  <tr key={clip}>
                    <th scope="row" className="teach__name" title={clip}>
                      {clip}
                    </th>
                    <td className="teach__number">
                      <span className={`word--${mosWord(mos)}`}>{formatMosFine(mos)}</span>
                    </td>
                    <td className="teach__number">{count > 1 ? formatMosFine(deviation) : ''}</td>
                    <td className="teach__number">{count}</td>
                    <td className="teach__number">
                      {score !== null ? formatMosFine(score.mos) : <span className="teach__soft">{onPage ? messages.labels.notScored : messages.labels.notHere}</span>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </details>
      <div className="teach__buttons">
        <button
          type="button"
          className="button"
          onClick={() => saveFile(messages.labels.fileName, labelsCsv(labels.map(({ clip, ...opinion }) => ({ file: clip, ...opinion }))), 'text/csv')}
        >
          <Icon name="save" size={16} />
          {messages.labels.save}
        </button>
      </div>
    </>
  );
}
