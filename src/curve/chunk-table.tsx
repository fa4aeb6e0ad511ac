import type { ReactNode } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { messages } from '../messages.ts';
import { usePlayhead } from '../store/stores.tsx';
import { DataTable } from '../table/data-table.tsx';
import { Disclosure } from '../table/disclosure.tsx';

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

/** Figures of each chunk as a table, whose times are ways to them. */
export function ChunkTable({ chunks, columns, caption }: ChunkTableProps) {
  const seek = usePlayhead((state) => state.seek);
  return (
    <Disclosure className="chunk-table" summary={messages.curve.asTable}>
      {() => (
        <DataTable caption={caption} head={[messages.curve.from, messages.curve.to, ...columns.map(({ name }) => name)]}>
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
        </DataTable>
      )}
    </Disclosure>
  );
}
