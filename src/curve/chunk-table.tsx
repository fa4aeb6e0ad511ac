import { useState, type ReactNode } from 'react';
import './chunk-table.css';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { messages } from '../messages.ts';
import { usePlayhead } from '../store/stores.tsx';

/** A column after the time of the chunk. */
export interface ChunkColumn {
  readonly name: string;
  readonly cell: (chunk: ChunkScore) => ReactNode;
}

interface ChunkTableProps {
  readonly chunks: readonly ChunkScore[];
  readonly columns: readonly ChunkColumn[];
  readonly caption: string;
}

/** Figures of each chunk as a table, whose times are ways to them. It is made only when it is opened. */
export function ChunkTable({ chunks, columns, caption }: ChunkTableProps) {
  const [open, setOpen] = useState(false);
  const seek = usePlayhead((state) => state.seek);
  return (
    <details className="chunk-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{messages.curve.asTable}</summary>
      {open && (
        <div className="chunk-table__scroll" tabIndex={0} role="region" aria-label={caption}>
          <table>
            <caption className="visually-hidden">{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{messages.curve.from}</th>
                <th scope="col">{messages.curve.to}</th>
                {columns.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
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
                  {columns.map(({ name, cell }) => (
                    <td key={name}>{cell(chunk)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
