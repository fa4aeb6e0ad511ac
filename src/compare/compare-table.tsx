import { useState } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { formatMosFine, formatMosSigned } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { chunkAt } from '../player/saliency-timeline.ts';
import { usePlayhead } from '../store/stores.tsx';

interface CompareTableProps {
  readonly a: readonly ChunkScore[];
  readonly b: readonly ChunkScore[];
}

/** The figures of both curves as a table, made only when it is opened. */
export function CompareTable({ a, b }: CompareTableProps) {
  const [open, setOpen] = useState(false);
  const seek = usePlayhead((state) => state.seek);
  return (
    <details className="compare__table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{messages.compare.asTable}</summary>
      {open && (
        <div className="compare__scroll" tabIndex={0} role="region" aria-label={messages.compare.tableCaption}>
          <table className="compare__figures">
            <caption className="visually-hidden">{messages.compare.tableCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{messages.compare.from}</th>
                <th scope="col">{messages.compare.curve('A')}</th>
                <th scope="col">{messages.compare.curve('B')}</th>
                <th scope="col">{messages.compare.difference}</th>
              </tr>
            </thead>
            <tbody>
              {a.map((chunk) => {
                const other = chunkAt(b, (chunk.startS + chunk.endS) / 2);
                return (
                  <tr key={chunk.index}>
                    <th scope="row">
                      <button type="button" className="link" aria-label={messages.curve.seekTo(formatTime(chunk.startS, true))} onClick={() => seek(chunk.startS)}>
                        {formatTime(chunk.startS, true)}
                      </button>
                    </th>
                    <td>{formatMosFine(chunk.mos)}</td>
                    <td>{other === null ? messages.compare.notScored : formatMosFine(other.mos)}</td>
                    <td>{other !== null && formatMosSigned(other.mos - chunk.mos)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
