import { memo } from 'react';
import { formatMosFine } from '../format/mos.ts';
import { Icon } from '../icons/icon.tsx';
import { messages } from '../messages.ts';
import { FILE_COLUMNS } from './file-columns.ts';
import { groupKey } from './table-lines.ts';
import type { TableLine } from './table-lines.ts';

interface GroupRowProps {
  readonly line: Extract<TableLine, { kind: 'group' }>;
  readonly index: number;
  readonly measure: ((row: HTMLElement | null) => void) | null;
  readonly tabbable: boolean;
  readonly visit: (key: string) => void;
  readonly fold: (key: string) => void;
}

/** The head of the encodes of one source: how many, and from which score to which. */
export const GroupRow = memo(function GroupRow({ line, index, measure, tabbable, visit, fold }: GroupRowProps) {
  const { source, entries, folded } = line;
  const scores = entries.flatMap(({ result }) => (result?.score == null ? [] : [result.score.mos]));
  return (
    <tr ref={measure} data-index={index} data-line={line.key} className="files__group" aria-rowindex={index + 2} onFocus={() => visit(line.key)}>
      <th scope="row" className="files__name">
        <button type="button" className="files__pick files__fold" aria-expanded={!folded} aria-label={messages.files.fold(source, entries.length)} tabIndex={tabbable ? 0 : -1} onClick={() => fold(groupKey(line))}>
          <Icon name="fold" size={16} />
          <span className="files__source">{source}</span>
          <span className="files__group-count">{messages.files.groupCount(entries.length)}</span>
        </button>
      </th>
      <td className="files__mos">{scores.length > 0 && `${formatMosFine(Math.min(...scores))}–${formatMosFine(Math.max(...scores))}`}</td>
      {FILE_COLUMNS.slice(2).map(({ id }) => (
        <td key={id} className={`files__${id}`} />
      ))}
      <td className="files__actions" />
    </tr>
  );
});
