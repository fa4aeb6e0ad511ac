import { useRef, useState } from 'react';
import { messages } from '../messages.ts';
import { useQueue } from '../store/stores.tsx';
import { FILE_COLUMNS } from './file-columns.ts';
import type { FileOrder, SortColumn } from './file-order.ts';
import { FileRow } from './file-row.tsx';
import { GroupRow } from './group-row.tsx';
import { rowAction } from './row-keys.ts';
import { useRowDrag } from './row-drag.ts';
import { groupKey } from './table-lines.ts';
import type { TableLine } from './table-lines.ts';
import { useFileMoves } from './use-file-moves.ts';
import { useLineWindow } from './use-line-window.ts';

interface FileLinesProps {
  readonly lines: readonly TableLine[];
  readonly order: FileOrder | null;
  readonly setOrder: (order: FileOrder | null) => void;
  /** Whether the lines stand in the order in which files are scored, so that moving them means something. */
  readonly movable: boolean;
  /** Folds a group away or shows it again. */
  readonly fold: (key: string) => void;
}

/** The table itself. One line is in the way of the Tab key; arrows go from line to line. */
export function FileLines({ lines, order, setOrder, movable, fold }: FileLinesProps) {
  const selectedId = useQueue((queue) => queue.selectedId);
  const select = useQueue((queue) => queue.select);
  const cancelOrRemove = useQueue((queue) => queue.cancelOrRemove);
  const { move, said } = useFileMoves();
  const [visited, setVisited] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const drag = useRowDrag(movable);

  const indexOf = (key: string): number => lines.findIndex((line) => line.key === key);
  const selectedAt = indexOf(`file ${selectedId ?? 0}`);
  const visitedAt = visited === null ? -1 : indexOf(visited);
  const at = visitedAt >= 0 ? visitedAt : Math.max(0, selectedAt);
  const shown = useLineWindow(box, lines, at);

  function go(index: number): void {
    const line = lines[Math.min(lines.length - 1, Math.max(0, index))];
    if (line === undefined) return;
    setVisited(line.key);
    if (line.kind === 'file') select(line.entry.id);
    shown.focus(line.key);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const line = lines[at];
    const action = rowAction(event);
    if (action === null || line === undefined || !(event.target instanceof Element) || event.target.closest('tbody') === null) return;
    if (action.kind === 'go') go(action.to === 'first' ? 0 : action.to === 'last' ? lines.length - 1 : at + action.to);
    else if (action.kind === 'fold') {
      if (line.kind !== 'group' || line.folded === action.folded) return;
      fold(groupKey(line));
    } else if (line.kind === 'file' && action.kind === 'move' && movable) {
      move(line.entry, action.by);
      shown.focus(line.key);
    } else if (line.kind === 'file' && action.kind === 'remove') {
      cancelOrRemove(line.entry.id);
      shown.focus(line.key, (lines[at + 1] ?? lines[at - 1])?.key);
    } else return;
    event.preventDefault();
    // The arrows would move the playhead too.
    event.stopPropagation();
  }

  function sortBy(column: SortColumn): void {
    // Who sorts wants to see the first ones.
    box.current?.scrollTo({ top: 0 });
    // Third time back to the order of arrival.
    setOrder(order?.column !== column ? { column, ascending: true } : order.ascending ? { column, ascending: false } : null);
  }

  return (
    <div ref={box} className={shown.windowed ? 'files__scroll files__scroll--long' : 'files__scroll'}>
      <table className="files__table" aria-rowcount={lines.length + 1} onKeyDown={onKeyDown} {...drag.handlers}>
        <caption className="visually-hidden">
          {messages.files.caption} {messages.files.keys}
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            {FILE_COLUMNS.map(({ id, label, sort }) => (
              <th
                key={id}
                scope="col"
                className={`files__${id}`}
                aria-sort={sort === null ? undefined : order?.column !== sort ? 'none' : order.ascending ? 'ascending' : 'descending'}
              >
                {sort === null ? (
                  label
                ) : (
                  <button type="button" className="files__sort" title={messages.files.sortBy(label)} onClick={() => sortBy(sort)}>
                    {label}
                  </button>
                )}
              </th>
            ))}
            <th scope="col" className="files__actions">
              <span className="visually-hidden">{messages.files.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.parts.map((part) => {
            if (part.kind === 'gap') return <tr key={part.key} aria-hidden="true" style={{ height: part.height }} />;
            const { line, index } = part;
            const place = { index, measure: shown.measure, tabbable: index === at, visit: setVisited } as const;
            return line.kind === 'group' ? (
              <GroupRow key={line.key} line={line} {...place} fold={fold} />
            ) : (
              <FileRow
                key={line.key}
                entry={line.entry}
                inGroup={line.inGroup}
                selected={line.entry.id === selectedId}
                {...place}
                move={movable && line.entry.status === 'queued' ? move : null}
                dropMark={drag.over?.id === line.entry.id ? drag.over.edge : null}
              />
            );
          })}
        </tbody>
      </table>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
