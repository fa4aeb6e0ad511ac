import { useMemo } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { ChunkTable } from '../curve/chunk-table.tsx';
import type { ChunkColumn } from '../curve/chunk-table.tsx';
import { formatMosFine, formatMosSigned } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { chunkAt } from '../player/saliency-timeline.ts';

interface CompareTableProps {
  readonly a: readonly ChunkScore[];
  readonly b: readonly ChunkScore[];
}

/** The figures of both curves as a table. */
export function CompareTable({ a, b }: CompareTableProps) {
  const columns = useMemo<ChunkColumn[]>(() => {
    const beside = ({ startS, endS }: ChunkScore): ChunkScore | null => chunkAt(b, (startS + endS) / 2);
    return [
      { name: messages.compare.curve('A'), cell: ({ mos }) => formatMosFine(mos) },
      {
        name: messages.compare.curve('B'),
        cell: (chunk) => {
          const other = beside(chunk);
          return other === null ? messages.compare.notScored : formatMosFine(other.mos);
        },
      },
      {
        name: messages.compare.difference,
        cell: (chunk) => {
          const other = beside(chunk);
          return other !== null && formatMosSigned(other.mos - chunk.mos);
        },
      },
    ];
  }, [b]);
  return <ChunkTable chunks={a} columns={columns} caption={messages.compare.tableCaption} />;
}
