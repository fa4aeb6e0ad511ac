import { useState } from 'react';
import type { ChunkScore } from '../../workers/scoring-types.ts';
import { formatTime } from '../format/duration.ts';
import { messages } from '../messages.ts';
import { affinityOf } from './affinities.ts';
import type { TextFeatures } from './affinities.ts';
import type { PromptPair } from './prompt-pairs.ts';

interface AffinityTableProps {
  readonly chunks: readonly ChunkScore[];
  readonly pairs: readonly PromptPair[];
  readonly texts: TextFeatures;
}

/** The affinities as a table, made only when it is opened. */
export function AffinityTable({ chunks, pairs, texts }: AffinityTableProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="chunk-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{messages.clip.asTable}</summary>
      {open && (
        <div className="chunk-table__scroll" tabIndex={0} role="region" aria-label={messages.clip.tableCaption}>
          <table>
            <caption className="visually-hidden">{messages.clip.tableCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{messages.clip.from}</th>
                {pairs.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {chunks.map((chunk) => (
                <tr key={chunk.index}>
                  <th scope="row">{formatTime(chunk.startS, true)}</th>
                  {pairs.map((pair) => (
                    <td key={pair.name}>{affinityOf(chunk, pair, texts)?.toFixed(2)}</td>
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
