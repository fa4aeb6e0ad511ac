import { memo, useMemo } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatMosFine } from '../format/mos.ts';
import { messages } from '../messages.ts';
import { mosWord } from '../results/mos-word.ts';
import { ChunkTable, type ChunkColumn } from './chunk-table.tsx';

/** The curve's figures as a table. */
export const ScoreTable = memo(function ScoreTable({ chunks }: { readonly chunks: readonly ChunkScore[] }) {
  const columns = useMemo<ChunkColumn[]>(
    () => [
      {
        name: messages.files.mos,
        cell: ({ mos }) => (
          <>
            {formatMosFine(mos)} <span className={`word--${mosWord(mos)}`}>{messages.words[mosWord(mos)]}</span>
          </>
        ),
      },
      { name: messages.files.interval, cell: ({ low, high }) => `${formatMosFine(low)}–${formatMosFine(high)}` },
      ...Object.keys(chunks[0]?.dimensions ?? {}).map((name): ChunkColumn => ({
        name: messages.explain.dimension(name),
        cell: ({ dimensions }) => formatMosFine(dimensions[name] ?? Number.NaN),
      })),
    ],
    [chunks],
  );
  return <ChunkTable chunks={chunks} columns={columns} caption={messages.curve.tableCaption} />;
});
