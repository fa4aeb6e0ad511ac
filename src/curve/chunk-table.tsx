import { memo, useState } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import { usePlayhead } from '../store/stores.tsx';

/** The curve's figures as a table, made only when it is opened. */
export const ChunkTable = memo(function ChunkTable({ chunks }: { readonly chunks: readonly ChunkScore[] }) {
  const [open, setOpen] = useState(false);
  const seek = usePlayhead((state) => state.seek);
  const dimensions = Object.keys(chunks[0]?.dimensions ?? {});
  return (
    <details className="chunk-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{messages.curve.asTable}</summary>
      {open && (
        <div className="chunk-table__scroll" tabIndex={0} role="region" aria-label={messages.curve.tableCaption}>
          <table>
            <caption className="visually-hidden">{messages.curve.tableCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{messages.curve.from}</th>
                <th scope="col">{messages.curve.to}</th>
                <th scope="col">{messages.files.mos}</th>
                <th scope="col">{messages.files.interval}</th>
                {dimensions.map((name) => (
                  <th key={name} scope="col">
                    {messages.explain.dimension(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {chunks.map((chunk) => (
                <tr key={chunk.index}>
                  <th scope="row">
                    <button type="button" className="link" aria-label={messages.curve.seekTo(formatTime(chunk.startS, true))} onClick={() => seek(chunk.startS)}>
                      {formatTime(chunk.startS, true)}
                    </button>
                  </th>
                  <td>{formatTime(chunk.endS, true)}</td>
                  <td>
                    {formatMosFine(chunk.mos)} <span className={`word--${mosWord(chunk.mos)}`}>{messages.words[mosWord(chunk.mos)]}</span>
                  </td>
                  <td>
                    {formatMosFine(chunk.low)}–{formatMosFine(chunk.high)}
                  </td>
                  {dimensions.map((name) => (
                    <td key={name}>{formatMosFine(chunk.dimensions[name] ?? Number.NaN)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
});
